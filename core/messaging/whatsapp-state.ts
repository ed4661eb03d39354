import { transact, type Core } from "../platform/core.ts";
import { sealJson } from "../platform/sealed.ts";
import { cancelTimers, setTimer, type TimerHandler } from "../platform/timers.ts";
import { staffWithRole } from "../staff/members.ts";
import { queue } from "./outbox.ts";
import type { WhatsAppNotice } from "./whatsapp-notices.ts";
import { contextOf, openPage, type PairsBy } from "./whatsapp-pairing.ts";

/** What the driver of WhatsApp Web says of its number. */
export type WhatsAppStanding =
  | PairsBy
  | { readonly kind: "off" | "starting" | "ready" }
  /** It is tried again by itself. */
  | { readonly kind: "lost"; readonly reason: string };

/** The name of a number that the configuration does not tell. */
export const OWN_NUMBER = "own";

/** A browser that is started anew takes a minute or two; a person is asked to look when that does not help. */
const LOST_MINUTES = 10;

const LOST = "whatsapp-lost";
const timerOf = (number: string): string => `${LOST}:${number}`;

/**
 * Writes down how it stands with a number. Administrators are told when it has to be paired, when it was lost for ten
 * minutes, and when it is ready after either: each once.
 */
export async function noteWhatsApp(core: Core, number: string, standing: WhatsAppStanding): Promise<void> {
  await transact(core, async (core) => {
    const now = core.clock.now();
    const { kind } = standing;
    const pairs = kind === "qr" || kind === "code";
    const said = {
      kind,
      sealed: pairs ? sealJson(core.keys, contextOf(number), secretOf(standing)) : null,
      reason: kind === "lost" ? standing.reason : null,
      at: now,
    };
    // Holds the row until the commit.
    const before = await core.db.whatsAppState.upsert({
      where: { number },
      create: { number, ...said },
      update: said,
    });
    switch (kind) {
      case "starting":
        return;
      case "lost":
        if (before.downSince) return;
        await core.db.whatsAppState.update({ where: { number }, data: { downSince: now } });
        return setTimer(core, {
          key: timerOf(number),
          kind: LOST,
          dueAt: new Date(now.getTime() + LOST_MINUTES * 60_000),
          payload: { number },
        });
      case "off":
        return isUp(core, number);
      case "qr":
      case "code":
        await isUp(core, number);
        if (before.told === "pairing") return;
        await core.db.whatsAppState.update({ where: { number }, data: { told: "pairing" } });
        return tell(core, { kind: "whatsappPairing", by: kind, link: await openPage(core, number) });
      case "ready":
        await isUp(core, number);
        // The address has served: it shows nothing any more, even if the number is lost again at once.
        await core.db.whatsAppState.update({
          where: { number },
          data: { told: null, ...(before.tokenUntil && { tokenUntil: now }) },
        });
        if (before.told) await tell(core, { kind: "whatsappReady", after: before.told });
    }
  });
}

/** Only what pairs: the driver's state may hold more. */
const secretOf = (standing: PairsBy): PairsBy =>
  standing.kind === "qr" ? { kind: "qr", qr: standing.qr } : { kind: "code", code: standing.code };

/** What the driver of WhatsApp Web said last, of whichever number; undefined: nothing yet. */
export async function whatsappStanding(
  core: Core,
): Promise<{ readonly kind: WhatsAppStanding["kind"]; readonly at: Date } | undefined> {
  const row = await core.db.whatsAppState.findFirst({
    orderBy: { at: "desc" },
    select: { kind: true, at: true },
  });
  return row ?? undefined;
}

async function isUp(core: Core, number: string): Promise<void> {
  await core.db.whatsAppState.update({ where: { number }, data: { downSince: null } });
  await cancelTimers(core, timerOf(number));
}

/** Ten minutes ago it was lost, and nothing has ended that since. */
const stillLost: TimerHandler = async (core, { number }) => {
  const where = { number: String(number), downSince: { not: null } } as const;
  const row = await core.db.whatsAppState.findFirst({ where });
  if (!row?.downSince || row.told === "lost") return;
  await core.db.whatsAppState.update({ where: { number: row.number }, data: { told: "lost" } });
  await tell(core, { kind: "whatsappLost", since: row.downSince.toISOString() });
};

export const timers: Readonly<Record<string, TimerHandler>> = { [LOST]: stillLost };

async function tell(core: Core, notice: WhatsAppNotice): Promise<void> {
  for (const { id: to } of await staffWithRole(core, "administrator"))
    await queue(core, { to, channel: "staff", operation: { op: "notice", notice } });
}
