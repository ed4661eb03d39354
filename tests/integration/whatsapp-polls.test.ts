/** Polls beside the numbers of menus: from the outbox to what a vote does, over a driver that notes what it sends. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { whatsappRegistry } from "../../bots/owner/index.ts";
import { ownerVoice } from "../../bots/owner/voice.ts";
import { whatsappBot } from "../../bots/whatsapp/bot.ts";
import type { Outgoing, WhatsAppDriver } from "../../bots/whatsapp/driver.ts";
import type { WhatsAppEvent } from "../../bots/whatsapp/event.ts";
import { whatsappMessenger } from "../../bots/whatsapp/messenger.ts";
import type { Received } from "../../core/messaging/claims.ts";
import { deliveries } from "../../core/messaging/delivery.ts";
import { transact } from "../../core/platform/core.ts";
import { silentLog } from "../../core/platform/log.ts";
import { createMetrics } from "../../core/platform/metrics.ts";
import { testCore } from "../support/core.ts";
import { testDatabase } from "../support/database.ts";
import { forgetPeople, importDemo } from "../support/demo.ts";
import { ownerChat } from "../support/owner-chat.ts";

const CHAT = "1@lid";
const { db, drop } = await testDatabase();
const core = testCore(db);

/** What was sent, by id. */
const sent = new Map<string, Outgoing["content"]>();
/** What becomes of the next polls. */
const fates: ("refused" | "unknown")[] = [];
const refuse = () => Promise.resolve({ kind: "refused", reason: "rejected" } as const);
const driver: WhatsAppDriver = {
  via: "web",
  can: { edit: false, remove: false, react: false, choices: 0, polls: 12 },
  send(_chat, { content }) {
    const fate = content.kind === "poll" ? fates.shift() : undefined;
    if (fate === "unknown") return Promise.resolve({ kind: "unknown" });
    if (fate === "refused") return refuse();
    const id = `true_${CHAT}_${sent.size}`;
    sent.set(id, content);
    return Promise.resolve({ kind: "sent", externalIds: [id] });
  },
  edit: refuse,
  remove: refuse,
  react: refuse,
  fetch: () => Promise.resolve({ kind: "refused", reason: "gone" }),
};
const out = deliveries(core, {
  messengers: { whatsapp: whatsappMessenger(driver, ownerVoice) },
  log: silentLog,
  metrics: createMetrics(),
  wakeAt: () => undefined,
});
const bot = whatsappBot({ registry: whatsappRegistry, readCloud: () => undefined });
const anna = ownerChat(core, CHAT, "en", "whatsapp");

beforeAll(() => importDemo(core));
beforeEach(async () => {
  await forgetPeople(db);
  sent.clear();
});
afterAll(async () => {
  await out.close();
  await drop();
});

/** Everything that waits is sent; returns what came, with its id. */
async function arrives() {
  const before = sent.size;
  do {
    core.woken.length = 0;
    await out.drain();
    while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
  } while (core.woken.includes("deliveries"));
  return [...sent].slice(before).map(([id, content]) => ({ id, content }));
}

/** The newest poll. */
function poll() {
  const [id, content] = [...sent].findLast(([, { kind }]) => kind === "poll") ?? [];
  if (id === undefined || content?.kind !== "poll") throw new Error("no poll");
  return { id, options: content.options };
}

async function happens(event: WhatsAppEvent) {
  const head = { personId: await anna.person(), channel: "whatsapp" } as Received["head"];
  await transact(core, (core) => bot(core, { head, updates: [{ via: "web", event }], seqs: [] }));
  return (await arrives()).map(({ content }) => ("text" in content ? content.text : content.kind)).join("\n");
}

const votes = (id: string, option: number) => happens({ kind: "vote", id, chat: CHAT, option });
const says = (text: string, quoted?: string) =>
  happens({
    kind: "message",
    id: `in-${Math.random()}`,
    chat: CHAT,
    at: 0,
    content: { kind: "text", text },
    ...(quoted !== undefined && { quoted }),
  });

it("a menu is followed by a poll with the same labels, and a vote is as good as the number", async () => {
  await anna.say("hello");
  const [list, question] = await arrives();
  expect(list?.content).toMatchObject({ kind: "text", text: expect.stringMatching(/^1\. /m) as string });
  const lines = /^\d\. .+$/gm;
  const labels = (list?.content.kind === "text" ? (list.content.text.match(lines) ?? []) : []).map((line) =>
    line.slice(3),
  );
  expect(question?.content).toMatchObject({ kind: "poll", options: labels });
  const english = poll().options.findIndex((option) => option.includes("English"));
  expect(await votes(poll().id, english)).toContain("Register");
  expect(await db.person.findFirst({ select: { locale: true } })).toEqual({ locale: "en" });
});

it("a vote that is changed is a new choice, in an old poll as well: as quoting its list", async () => {
  await anna.say("hello");
  const [list] = await arrives();
  const { id, options } = poll();
  const [russian, english] = ["Русский", "English"].map((name) =>
    options.findIndex((one) => one.includes(name)),
  );
  await votes(id, english ?? 0);
  const changed = await votes(id, russian ?? 0);
  const quoted = await says(String((russian ?? 0) + 1), list?.id);
  expect(changed).not.toBe("");
  expect(quoted).toBe(changed);
});

it("a number still means the list, and what is in the poll alone is nothing of its own", async () => {
  await anna.say("hello");
  await arrives();
  const number = poll().options.findIndex((option) => option.includes("English")) + 1;
  expect(await says(String(number))).toContain("Register");
});

it("a vote in a poll of which nothing is known any more is answered like a button that is gone", async () => {
  await anna.say("hello");
  await arrives();
  expect(await votes("true_1@lid_NONE", 0)).toContain("That choice is no longer possible");
});

it("a poll that does not go takes nothing away: the list has arrived, once", async () => {
  for (const fate of ["refused", "unknown"] as const) {
    await forgetPeople(db);
    sent.clear();
    fates.push(fate);
    await anna.say("hello");
    expect((await arrives()).map(({ content }) => content.kind)).toEqual(["text"]);
    expect(await says("2")).not.toBe("");
  }
});
