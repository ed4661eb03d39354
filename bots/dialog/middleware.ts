import { Composer, type Context } from "grammy";
import type { Dialogs, Flows } from "./dialogs.ts";
import type { Host } from "./port.ts";
import { readUpdate } from "../telegram/read.ts";
import { inputOf } from "./incoming.ts";

/**
 * Gives what a person sends to their open dialog. Commands, menu labels and replies that go elsewhere are handled before
 * it; what comes while no dialog is open, and updates that are no answer, pass on to the next middleware.
 */
export function dialogMiddleware<C extends Context, Core, F extends Flows<Core>>(
  dialogs: Dialogs<Core, F>,
  hostOf: (ctx: C) => Host<Core>,
): Composer<C> {
  const composer = new Composer<C>();
  composer.use(async (ctx, next) => {
    const incoming = readUpdate(ctx.update);
    const input = incoming && inputOf(incoming, "telegram");
    if (!input || (await dialogs.answer(hostOf(ctx), input)) === "none") await next();
  });
  return composer;
}
