import type { Core } from "../platform/core.ts";
import { sealJson } from "../platform/sealed.ts";

/** From where somebody pays, as far as HTTP tells. Personal: sealed, never logged. */
export interface PayerSession {
  /** IP address. */
  readonly address: string;
  /** What the browser calls itself. */
  readonly device: string;
}

/**
 * A payer may dispute a card payment with their bank for four months, and banks may take one more to ask us; a failed
 * payment is asked about within days. The privacy policy names this term.
 */
export const SESSION_DAYS = 180;

/** Browsers call themselves by some 200 characters; what is longer was made up. */
const MAX_DEVICE = 400;

/** Keeps from where an attempt is paid: every payer who is sent to it leaves a trace of their own. */
export async function traceSession(core: Core, attempt: string, session: PayerSession): Promise<void> {
  const id = core.ids();
  const { address, device } = session;
  await core.db.payerSession.create({
    data: {
      id,
      attemptId: attempt,
      sealed: sealJson(core.keys, `payer_session:${id}`, {
        address,
        device: device.slice(0, MAX_DEVICE),
      } satisfies PayerSession),
      at: core.clock.now(),
    },
    select: { id: true },
  });
}

/** Forgets the traces whose term is over. */
export async function forgetSessions(core: Core, now: Date): Promise<void> {
  const before = new Date(now.getTime() - SESSION_DAYS * 24 * 3_600_000);
  await core.db.payerSession.deleteMany({ where: { at: { lt: before } } });
}

/** Forgets from where a person's orders were paid: their account is deleted. */
export async function forgetSessionsOf(core: Core, owner: string): Promise<void> {
  await core.db.payerSession.deleteMany({ where: { attempt: { order: { ownerId: owner } } } });
}
