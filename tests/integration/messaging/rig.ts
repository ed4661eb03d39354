import { Api } from "grammy";
import { Telegraf } from "telegraf";
import { afterAll, afterEach, beforeEach } from "vitest";
import { grammyCaller, telegrafCaller } from "../../../bots/telegram/caller.ts";
import { telegramMessenger } from "../../../bots/telegram/messenger.ts";
import type { Voice } from "../../../bots/voice.ts";
import type { Content } from "../../../core/messaging/content.ts";
import { deliveries, type Deliveries } from "../../../core/messaging/delivery.ts";
import type { Operation } from "../../../core/messaging/operation.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { silentLog } from "../../../core/platform/log.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import { clearFaults } from "../../../sandbox/telegram/faults.ts";
import { newcomer, OWNER, rigForFile, VET } from "../telegram-server/support.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const voice: Voice = {
  frame: ({ author }, _reader, topic) => (topic ? {} : { header: author }),
  notice: (notice) => ({
    text: `notice ${notice.kind}${"retry" in notice && notice.retry ? ", may be sent again" : ""}`,
  }),
};

/** Long enough for an answer on this machine, short enough to wait for one that never comes. */
export const CALL_MS = 400;

export const text = (words: string): Content => ({ kind: "text", text: words });

/** A person of ours with a chat at one of the bots. */
interface Reader {
  readonly id: string;
  readonly seat: Seat;
  /** As the messenger knows the chat. */
  readonly chat: number;
}

/** Deliveries to readers at both bots of a simulated Telegram, for the whole file: what is queued, sent and seen. */
export async function deliveriesForFile() {
  const rig = await rigForFile({ settle: false });
  const { world, url: root } = rig.telegram;
  const { db, drop } = await testDatabase();
  afterAll(drop);
  const core = testCore(db);
  const messengers = {
    telegram: telegramMessenger({
      channel: "telegram",
      caller: grammyCaller(new Api(OWNER, { apiRoot: root }), CALL_MS),
      voice,
      files: { root, token: OWNER },
    }),
    staff: telegramMessenger({
      channel: "staff",
      caller: telegrafCaller(new Telegraf(VET, { telegram: { apiRoot: root } }), CALL_MS),
      voice,
      files: { root, token: VET },
    }),
  };

  let out: Deliveries;
  let wanted: Date | undefined;
  beforeEach(() => {
    wanted = undefined;
    const wakeAt = (at: Date) => void (wanted = at);
    out = deliveries(core, { messengers, log: silentLog, metrics: createMetrics(), wakeAt });
  });
  afterEach(async () => {
    await out.close();
    clearFaults(world);
  });

  return {
    rig,
    world,
    core,
    db,
    /** Begins to send what can be sent at this moment of the clock. */
    begin: () => out.drain(),
    /** Sends until nothing more can be sent at this moment of the clock. */
    drain: async (): Promise<void> => {
      for (;;) {
        core.woken.length = 0;
        await out.drain();
        while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
        if (!core.woken.includes("deliveries")) return;
      }
    },
    /** When it wanted to look again; asked once. */
    wanted: (): Date | undefined => {
      const at = wanted;
      wanted = undefined;
      return at;
    },
    reader: async (channel: "telegram" | "staff" = "telegram"): Promise<Reader> => {
      const seat = await newcomer(rig, channel === "telegram" ? "owner_bot" : "vet_bot");
      const id = core.ids();
      const createdAt = core.clock.now();
      await db.person.create({ data: { id, channel, createdAt } });
      const identity = { channel, externalId: String(seat.user), personId: id, createdAt };
      await db.identity.create({ data: identity });
      return { id, seat, chat: seat.user };
    },
    send: (to: Reader, content: Content) => queue(core, { to: to.id, operation: { op: "send", content } }),
    /** A message of an author in a conversation with the reader, queued for the reader. */
    relayed: async (author: Reader, to: Reader, words: string) => {
      const [conversation, message] = [core.ids(), core.ids()];
      const createdAt = core.clock.now();
      await db.conversation.create({
        data: { id: conversation, kind: "consultation", ownerId: to.id, createdAt },
      });
      await db.message.create({
        data: {
          id: message,
          conversationId: conversation,
          authorId: author.id,
          side: "staff",
          sealed: new Uint8Array(),
          createdAt,
        },
      });
      const operation: Operation = { op: "send", content: text(words) };
      await queue(core, { to: to.id, conversation, message: { id: message }, operation });
      return { conversation, message };
    },
    /** What the bot has told a reader. */
    texts: async (to: Reader) =>
      (await to.seat.messages()).filter(({ by }) => by === "bot").map(({ text }) => text),
    outcomes: async (to: Reader) =>
      (await db.delivery.findMany({ where: { personId: to.id }, orderBy: { at: "asc" } })).map(
        ({ outcome }) => outcome,
      ),
  };
}
