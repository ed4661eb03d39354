import type { UserFromGetMe } from "grammy/types";
import { deliveries } from "../core/messaging/delivery.ts";
import { beginHousekeeping } from "../core/messaging/housekeeping.ts";
import { media } from "../core/messaging/media.ts";
import type { Core } from "../core/platform/core.ts";
import type { Log } from "../core/platform/log.ts";
import type { Metrics } from "../core/platform/metrics.ts";
import { runTimers } from "../core/platform/run-timers.ts";
import type { Wakeups } from "../core/platform/wakeups.ts";
import { staffChats } from "../core/staff/members.ts";
import { telegramRegistry, whatsappRegistry } from "./owner/index.ts";
import { otherName } from "./owner/messengers.ts";
import { ownerVoice } from "./owner/voice.ts";
import { grammyCaller, telegrafCaller } from "./telegram/caller.ts";
import { direct } from "./telegram/direct.ts";
import { telegramMessenger } from "./telegram/messenger.ts";
import { ownerBot } from "./telegram/owner-bot.ts";
import { introduce } from "./telegram/profile.ts";
import { staffBot } from "./telegram/staff-bot.ts";
import { timers } from "./timers.ts";
import { takeTurns } from "./turn.ts";
import { handleStaff } from "./vet/handle.ts";
import { staffVoice } from "./vet/voice.ts";
import { whatsappBot, type WhatsAppBotOptions } from "./whatsapp/bot.ts";
import type { WhatsAppDriver } from "./whatsapp/driver.ts";
import { whatsappMessenger } from "./whatsapp/messenger.ts";

export interface BotAccount {
  readonly token: string;
  /** What getMe said of it. */
  readonly me: UserFromGetMe;
}

export interface WhatsAppDoor {
  readonly driver: WhatsAppDriver;
  readonly readCloud: WhatsAppBotOptions["readCloud"];
}

export interface BotsOptions {
  readonly core: Core;
  readonly wakeups: Wakeups;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Root of the Bot API. */
  readonly root: string;
  readonly owner: BotAccount;
  readonly staff: BotAccount;
  /** How owners are reached on WhatsApp; undefined: they are not. */
  readonly whatsapp: WhatsAppDoor | undefined;
}

/** The bots' half of the service: turns, deliveries, media and timers. */
export function startBots({ core, wakeups, log, metrics, root, owner, staff, whatsapp }: BotsOptions): {
  /** After the wake-ups: waits for messengers so many milliseconds, and leaves to others what is not done. */
  readonly close: (patienceMs: number) => Promise<void>;
} {
  const owners = ownerBot({ ...owner, root, registry: telegramRegistry });
  const vets = staffBot({ ...staff, root, handle: handleStaff });
  const ownerCaller = direct(grammyCaller(owners.bot.api), { root, token: owner.token });
  const staffCaller = direct(telegrafCaller(vets.bot), { root, token: staff.token });
  const messengers = {
    telegram: telegramMessenger({
      channel: "telegram",
      caller: ownerCaller,
      voice: ownerVoice,
      files: { root, token: owner.token },
    }),
    staff: telegramMessenger({
      channel: "staff",
      caller: staffCaller,
      voice: staffVoice,
      files: { root, token: staff.token },
    }),
    ...(whatsapp && { whatsapp: whatsappMessenger(whatsapp.driver, ownerVoice) }),
  };
  const wakeAt = (topic: Parameters<Wakeups["wakeAt"]>[0]) => (at: Date) => wakeups.wakeAt(topic, at);
  const out = deliveries(core, { messengers, log, metrics, wakeAt: wakeAt("deliveries") });
  const files = media(core, { messengers, log, wakeAt: wakeAt("media") });
  const channels = {
    telegram: owners.take,
    staff: vets.take,
    ...(whatsapp && { whatsapp: whatsappBot({ ...whatsapp, registry: whatsappRegistry }) }),
  };
  const plain = { telegram: owners.plain, staff: vets.plain };
  wakeups.listen("turns", (closing) =>
    takeTurns(core, { channels, plain, log, metrics, wakeAt: wakeAt("turns") }, closing),
  );
  wakeups.listen("deliveries", out.drain);
  wakeups.listen("media", files.drain);
  wakeups.listen("timers", (closing) =>
    runTimers(core, { handlers: timers, log, wakeAt: wakeAt("timers") }, closing),
  );
  void beginHousekeeping(core).catch((error: unknown) =>
    log.error({ error }, "housekeeping could not be planned"),
  );
  const other = otherName({ core, channel: "telegram" });
  const introduced = async () =>
    introduce(
      { owner: ownerCaller, staff: staffCaller },
      { other, cashiers: await staffChats(core, "cashier"), log },
    );
  introduced().catch((error: unknown) => log.error({ error }, "the bots could not be described"));
  return {
    async close(patienceMs) {
      await Promise.all([out.close(patienceMs), files.close(patienceMs)]);
    },
  };
}
