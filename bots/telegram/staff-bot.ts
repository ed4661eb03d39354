import { Agent } from "node:http";
import { Telegraf, type Context } from "telegraf";
import type { UserFromGetMe } from "grammy/types";
import type { Core } from "../../core/platform/core.ts";
import type { PlainRules } from "../plain.ts";
import type { TakeTurn } from "../turn.ts";
import { staffsDestination, staffsPlain } from "../vet/plain.ts";
import { gathered } from "./gathered.ts";
import { readUpdate, type Gathered } from "./read.ts";
import type { Incoming } from "../incoming.ts";

export interface StaffBotOptions {
  readonly token: string;
  readonly root: string;
  readonly me: UserFromGetMe;
  /** `hint`: the language the messenger says the person reads. */
  readonly handle: (
    turn: { readonly core: Core; readonly person: string },
    incoming: Incoming,
    hint: string | undefined,
  ) => Promise<void>;
}

/** The staff's bot. telegraf routes its updates; what it says goes through the outbox. */
export function staffBot({ token, root, me, handle }: StaffBotOptions): {
  readonly bot: Telegraf;
  readonly take: TakeTurn;
  readonly plain: PlainRules;
} {
  // A turn has its own time limit; telegraf's would leave the handler running behind it.
  const bot = new Telegraf(token, { telegram: { apiRoot: root }, handlerTimeout: Infinity });
  // Connections by https telegraf keeps open. By http, as a Bot API server of one's own is reached, it would open one for
  // each call.
  if (root.startsWith("http:")) bot.telegram.options.agent = new Agent({ keepAlive: true });
  bot.botInfo = me;
  const turns = new WeakMap<object, { readonly core: Core; readonly person: string }>();
  bot.use(async (ctx: Context) => {
    const turn = turns.get(ctx.update);
    if (!turn) throw new Error("an update outside a turn");
    // telegraf's types end at Bot API 7.1; the update is what Telegram sent.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const incoming = readUpdate(ctx.update as unknown as Gathered);
    if (incoming) await handle(turn, incoming, ctx.from?.language_code);
  });
  // The default handler prints the whole update, which holds what people wrote.
  bot.catch((error) => {
    throw error;
  });
  return {
    bot,
    plain: {
      read(update) {
        const incoming = readUpdate(gathered([update]));
        return incoming && staffsPlain(incoming);
      },
      destination: staffsDestination,
    },
    async take(core, received) {
      const update = gathered(received.updates);
      turns.set(update, { core, person: received.head.personId });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
      await bot.handleUpdate(update as never);
    },
  };
}
