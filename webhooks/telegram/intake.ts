import { Api } from "grammy";
import type { Channel } from "../../prisma/generated/enums.ts";
import { receive, type Arrival } from "../../core/messaging/intake.ts";
import type { Core } from "../../core/platform/core.ts";
import type { Log } from "../../core/platform/log.ts";
import type { Metrics } from "../../core/platform/metrics.ts";
import { takePayment, type Taken } from "../../core/payments/telegram/taken.ts";
import { readArrival } from "./arrival.ts";
import { answerCheckout } from "./checkout.ts";
import { gather } from "../../core/platform/gather.ts";
import { grammySignal } from "./signal.ts";

/** One bot as its intake knows it. */
export interface BotIntake {
  readonly channel: Channel;
  readonly api: Api;
  /**
   * Commits updates into the inbox, payments where payments are kept, then resolves; they may be acknowledged. Button
   * presses are answered to Telegram right away, so that the button stops waiting, and so are questions before a payment.
   */
  accept(bodies: readonly unknown[]): Promise<"accepted" | "malformed">;
}

export interface IntakeTools {
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Telegram gives up on a press after a few seconds; so do we on answering it. */
const ANSWER_MS = 5_000;

export function botIntake(
  core: Core,
  { channel, token, root }: { channel: Channel; token: string; root: string },
  { log, metrics }: IntakeTools,
): BotIntake {
  const api = new Api(token, { apiRoot: root });
  const commit = gather((arrivals: Arrival[]) => receive(core, arrivals));
  return {
    channel,
    api,
    async accept(bodies) {
      const reads = bodies.map((body) => readArrival(channel, body));
      if (reads.length === 1 && reads[0]?.kind === "malformed") return "malformed";
      for (const read of reads) if (read.kind === "ignored") metrics.ignored(channel, read.what);
      const arrivals = reads.flatMap((read) => (read.kind === "arrival" ? [read] : []));
      const checkouts = reads.flatMap((read) => (read.kind === "checkout" ? [read.checkout] : []));
      const answered = Promise.all(checkouts.map((checkout) => answerCheckout(core, api, checkout, log)));
      for (const read of reads) if (read.kind === "taken") await take(read.taken);
      await commit(arrivals.map(({ arrival }) => arrival));
      await answered;
      for (const { callback } of arrivals) if (callback) void answer(callback);
      return "accepted";
    },
  };

  async function take(taken: Taken): Promise<void> {
    // Money that no order asked for: before it came, Telegram was told no. A person looks where it came from.
    if ((await takePayment(core, taken)) === "unknown")
      log.error({ channel }, "somebody paid an invoice that is none of ours");
  }

  async function answer(callback: string): Promise<void> {
    try {
      await api.answerCallbackQuery(callback, {}, grammySignal(AbortSignal.timeout(ANSWER_MS)));
    } catch (error) {
      // The button goes on waiting for a while; the turn answers in the chat all the same.
      log.debug({ channel, error }, "a button press could not be answered");
    }
  }
}
