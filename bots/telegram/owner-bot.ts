import { Bot, BotError, Context } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import type { Core } from "../../core/platform/core.ts";
import { handleOwner } from "../owner/handle.ts";
import type { OwnerRegistry } from "../owner/registry.ts";
import { ownersDestination, ownersPlain } from "../owner/plain.ts";
import type { PlainRules } from "../plain.ts";
import type { TakeTurn } from "../turn.ts";
import { gathered } from "./gathered.ts";
import { readUpdate } from "./read.ts";

/** An update on its way through the bot, with the turn it belongs to. */
type TurnContext = Context & { turn: { readonly core: Core; readonly person: string } };

export interface OwnerBotOptions {
  readonly token: string;
  readonly root: string;
  readonly me: UserFromGetMe;
  readonly registry: OwnerRegistry;
}

/**
 * The owner's bot. Its middleware decides and writes inside the turn's transaction and never calls the network: what
 * it says goes through the outbox.
 */
export function ownerBot({ token, root, me, registry }: OwnerBotOptions): {
  readonly bot: Bot<TurnContext>;
  readonly take: TakeTurn;
  readonly plain: PlainRules;
} {
  const bot = new Bot<TurnContext>(token, { botInfo: me, client: { apiRoot: root } });
  const turns = new WeakMap<Update, TurnContext["turn"]>();
  bot.use(async (ctx, next) => {
    const turn = turns.get(ctx.update);
    if (!turn) throw new Error("an update outside a turn");
    ctx.turn = turn;
    await next();
  });
  bot.use(async (ctx) => {
    const incoming = readUpdate(ctx.update);
    if (!incoming) return;
    const { core, person } = ctx.turn;
    await handleOwner({ core, person, channel: "telegram" }, incoming, ctx.from?.language_code, registry);
  });
  return {
    bot,
    plain: {
      read(update) {
        const incoming = readUpdate(gathered([update]));
        return incoming && ownersPlain(incoming, registry);
      },
      destination: ownersDestination,
    },
    async take(core, received) {
      const update = gathered(received.updates);
      turns.set(update, { core, person: received.head.personId });
      try {
        await bot.handleUpdate(update);
      } catch (error) {
        // grammY wraps what a handler threw together with the update, which holds what the person wrote.
        throw error instanceof BotError ? error.error : error;
      }
    },
  };
}
