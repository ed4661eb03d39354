import type { PaymentAttempt } from "../../prisma/generated/client.ts";
import { transact, type Core } from "../platform/core.ts";
import { sameMoney } from "../platform/money.ts";
import { sealJson } from "../platform/sealed.ts";
import type { Answer, Notification, PaymentGateway, RawNotification } from "./gateway.ts";
import { readState } from "./read-state.ts";
import { settle, type Settled } from "./settle.ts";
import { watchAgain } from "./tasks.ts";

/** What a notification was found to be; the same words stand in `payment_notification.verdict`. */
export type Verdict =
  | "accepted"
  | "duplicate"
  | "bad_signature"
  | "bad_amount"
  | "bad_source"
  | "unknown_order"
  | "malformed"
  | "ignored";

export interface Received {
  readonly verdict: Verdict;
  /** What reading the state again led to; undefined: it was not read, or could not be. */
  readonly settled: Settled | undefined;
  /** To be sent to the gateway as it is. */
  readonly answer: Answer;
}

/**
 * A gateway says that something happened. That is a hint: it is stored, the state is read again, and only that is
 * acted on.
 *
 *     stored and committed, with a task to look in a minute
 *       -> the state is read, outside of any transaction
 *       -> acted on (settle) and the notification marked, in one transaction
 *       -> acknowledged
 *
 * Stored first: if the state cannot be read now, or we die here, the task looks again, and the gateway has its answer
 * because nothing is lost. A repeat of one that is settled is acknowledged without a look.
 */
export async function receiveNotification(
  core: Core,
  gateway: PaymentGateway,
  raw: RawNotification,
): Promise<Received> {
  const told = gateway.parseNotification(raw);
  const { verdict, id, attempt } = await transact(core, (core) => store(core, gateway, raw, told));
  if ("reject" in told) return { verdict, settled: undefined, answer: told.answer };
  if ("ignore" in told) return { verdict, settled: undefined, answer: told.ack };
  if (verdict !== "accepted" && verdict !== "duplicate") {
    return { verdict, settled: undefined, answer: { status: 400, body: refusals[verdict] } };
  }
  const answer = told.ack;
  if (!attempt || (verdict === "duplicate" && attempt.captured > 0)) {
    return { verdict, settled: undefined, answer };
  }
  const state = await readState(gateway, attempt, told.ref);
  if (!("ok" in state)) return { verdict, settled: undefined, answer };
  const settled = await transact(core, async (core) => {
    const settled = await settle(core, attempt.id, state.ok);
    await core.db.paymentNotification.update({ where: { id }, data: { appliedAt: core.clock.now() } });
    return settled;
  });
  return { verdict, settled, answer };
}

/** Said to a machine, and read by whoever looks into the gateway's log. */
const refusals = {
  malformed: "bad request",
  bad_signature: "bad sign",
  bad_source: "bad source",
  ignored: "nothing for us",
  bad_amount: "bad sum",
  unknown_order: "unknown order",
} as const satisfies Record<Exclude<Verdict, "accepted" | "duplicate">, string>;

interface Stored {
  readonly verdict: Verdict;
  readonly id: string;
  readonly attempt: PaymentAttempt | undefined;
}

async function store(
  core: Core,
  gateway: PaymentGateway,
  raw: RawNotification,
  told: Notification,
): Promise<Stored> {
  const id = core.ids();
  const attempt = "ref" in told ? await attemptOf(core, gateway.name, told.ref) : undefined;
  const write = async (verdict: Verdict) => {
    const { count } = await core.db.paymentNotification.createMany({
      data: {
        id,
        gateway: gateway.name,
        eventKey: "ref" in told ? told.eventKey : "",
        attemptId: attempt?.id ?? null,
        verdict,
        claimsMoney: "ref" in told && told.money !== undefined,
        sealed: sealJson(core.keys, `payment_notification.sealed:${id}`, raw),
        receivedAt: core.clock.now(),
      },
      skipDuplicates: true,
    });
    return count > 0;
  };
  if (!("ref" in told)) {
    const verdict = "reject" in told ? told.reject : "ignored";
    await write(verdict);
    return { verdict, id, attempt };
  }
  if (!attempt) {
    await write("unknown_order");
    return { verdict: "unknown_order", id, attempt };
  }
  // What a gateway says later may be of a part that was taken, or given back.
  if (told.money && attempt.captured === 0 && !sameMoney(told.money, attempt)) {
    await write("bad_amount");
    // Signed as it should be: worth a look, if not worth its word.
    await watchAgain(core, attempt.id, "now");
    return { verdict: "bad_amount", id, attempt };
  }
  // Of one event the unique index lets one row be accepted.
  const first = await write("accepted");
  if (!first) await write("duplicate");
  if (attempt.captured === 0) await watchAgain(core, attempt.id, "soon");
  return { verdict: first ? "accepted" : "duplicate", id, attempt };
}

/** By the gateway's reference; or by our number, when it speaks before we have written its reference down. */
async function attemptOf(core: Core, gateway: string, ref: string): Promise<PaymentAttempt | undefined> {
  const invoice = /^\d{1,18}$/.test(ref) ? BigInt(ref) : undefined;
  const attempt = await core.db.paymentAttempt.findFirst({
    where: { gateway, OR: [{ ref }, ...(invoice === undefined ? [] : [{ ref: null, invoice }])] },
  });
  return attempt ?? undefined;
}
