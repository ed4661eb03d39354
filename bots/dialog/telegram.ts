import {
  conversations,
  createConversation,
  type Conversation,
  type ConversationData,
  type ConversationFlavor,
  type VersionedState,
} from "@grammyjs/conversations";
import { Api, Composer, Context } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import type { Stored } from "./dialog.ts";
import type { Input } from "./input.ts";
import type { Host, Port } from "./port.ts";
import { packed, unpacked } from "./plugin-log.ts";
import { isMisfit, present, settle, type Engine, type Session } from "./session.ts";
import { dialogOver } from "./talk.ts";

/** Inside, an update is the input alone: the plugin keeps all updates in its log, names and messages must not be there. */
type Answer = Context & { readonly update: Update & { readonly input: Input } };
type Outer = ConversationFlavor<Context>;

/**
 * The engine for Telegram: the conversations plugin itself, as middleware of a composer that lives for one turn. Its
 * storage is the turn's: read once, written when the turn has gone well.
 */
export const telegramEngine: Engine = async (flow, session, input, host) => {
  let state: VersionedState<ConversationData> | undefined =
    session.log && unpacked(session.flow, session.log);
  const turn: { failed?: { readonly failure: unknown } } = {};
  const { locale } = await host.person();
  const composer = new Composer<Outer>();
  composer.use(
    conversations<Outer, Answer>({
      storage: {
        type: "context",
        adapter: {
          read: () => state,
          write: (_ctx, next) => void (state = next),
          delete: () => void (state = undefined),
        },
      },
    }),
  );
  composer.use(
    createConversation<Outer, Answer>((conversation) => {
      const port = conversationPort(conversation, session, host, turn);
      return flow(dialogOver(port, locale, () => host.person()));
    }, session.flow),
  );
  // Reached when nothing is open: at the start, or when the log could not be read.
  composer.use((ctx) => ctx.conversation.enter(session.flow));
  const update = { update_id: 0, ...(input && { input }) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the first middleware adds what is missing
  await composer.middleware()(new Context(update, api, me) as Outer, () => Promise.resolve());
  if (turn.failed) throw turn.failed.failure;
  return state && { ...session, log: packed(session.flow, state) };
};

function conversationPort<Core>(
  conversation: Conversation<Outer, Answer>,
  session: Session,
  host: Host<Core>,
  turn: { failed?: { readonly failure: unknown } },
): Port<Core> {
  const rewind: Port<Core>["rewind"] = (mark, view) => {
    session.view = view;
    return conversation.rewind(mark);
  };
  /** A deploy has changed the code under this dialog: drop the log from the first step that no longer fits. */
  async function fit<T>(operation: () => Promise<T>): Promise<T> {
    const here = conversation.checkpoint();
    try {
      return await operation();
    } catch (error) {
      if (isMisfit(error)) return rewind(here);
      throw error;
    }
  }
  /** The plugin names all `external` steps alike, so the step's own name is kept beside its result and compared. */
  async function once<T>(step: string, task: () => Promise<T>) {
    const here = conversation.checkpoint();
    const done = await fit(() =>
      conversation.external(async () => {
        const ended = await settle(task);
        if ("value" in ended) return { step, value: ended.value };
        turn.failed = ended; // kept aside: the plugin would copy the error and lose its class
        return { step };
      }),
    );
    if (turn.failed) return conversation.halt(); // unwinds without the flow noticing; the turn throws outside
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an undefined result leaves no trace in JSON
    return done.step === step ? (done.value as Stored<T>) : rewind(here);
  }
  return {
    id: session.id,
    show: (step, draw) => once(step, () => present(host, session, draw())),
    receive: (step) => fit(async () => (await conversation.wait({ collationKey: step })).update.input),
    run: (step, task) => once(step, () => task(host.core, `${session.id} ${step}`)),
    mark: () => conversation.checkpoint(),
    rewind,
    view: () => session.view,
  };
}

/** Never called: nothing in a dialog sends. The plugin wants them to build its contexts. */
const api = new Api("0:dialog");
const me: UserFromGetMe = {
  id: 0,
  is_bot: true,
  first_name: "dialog",
  username: "dialog",
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};
