import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { connect, type PersonClient, type Sandbox } from "../../../sandbox/control/client.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import { addressOf, personAt } from "../../../sandbox/whatsapp/addresses.ts";
import { botReacts, receive } from "../../../sandbox/whatsapp/bot.ts";
import {
  confirm,
  createHub,
  messageById,
  openChat,
  openGate,
  type Hub,
} from "../../../sandbox/whatsapp/hub.ts";
import { startControl } from "../../../sandbox/control/server.ts";
import { startTelegram } from "../../../sandbox/telegram/server.ts";
import { createClock } from "../../../sandbox/clock.ts";
import { testDatabase } from "../../support/database.ts";

const clock = createClock();
let hub: Hub;
let sandbox: Sandbox;
let close: () => Promise<void>;
let anna: PersonClient;
let seat: Seat;
let shut: () => void;

beforeAll(async () => {
  const telegram = await startTelegram({ clock, strict: true });
  hub = createHub(telegram.world);
  const control = await startControl({
    telegram,
    whatsapp: hub,
    clock,
    service: { pending: () => Promise.resolve({}) },
    reset: () => Promise.resolve(),
  });
  close = async () => {
    await control.close();
    await telegram.close();
  };
  sandbox = connect(control.url, { settle: false });
  anna = await sandbox.person({ first_name: "Anna", phone: "+79990001122" });
  seat = anna.at("whatsapp");
  shut = openGate(hub, () => undefined);
});

beforeEach(() => {
  hub.queue.length = 0;
});

afterAll(async () => {
  shut();
  await close();
});

const bot = (text: string) => receive(hub, openChat(hub, anna.person), { kind: "text", text });

it("shows a chat on WhatsApp in the views of Telegram's", async () => {
  const { id } = await seat.say("Rex does not eat");
  const photo = await seat.send("photo", { caption: "his bowl", replyTo: id });
  await seat.location(55.75, 37.61);
  await seat.contact();
  const answer = bot("Since when?");
  await seat.react(answer.number, "🙏");
  const { messages, unread } = await seat.chat();
  expect(messages.map(({ by, kind, text }) => [by, kind, text])).toEqual([
    ["person", "text", "Rex does not eat"],
    ["person", "photo", "his bowl"],
    ["person", "location", ""],
    ["person", "contact", ""],
    ["bot", "text", "Since when?"],
  ]);
  expect(photo).toMatchObject({ replyTo: id, file: { kind: "photo", width: 640 } });
  expect(messages.at(-1)).toMatchObject({ reactions: { person: [{ emoji: "🙏" }] }, whatsapp: { ack: 2 } });
  expect(unread).toBe(1);
  await seat.read();
  expect((await seat.chat()).unread).toBe(0);
});

it("keeps what happens until a gate has confirmed it", async () => {
  const { id } = await seat.say("one");
  await seat.edit(id, "two");
  await seat.delete(id);
  expect(hub.queue.map(({ type, message }) => [type, message])).toEqual([
    ["message", id],
    ["edited", id],
    ["revoked", id],
  ]);
  const [first] = hub.queue;
  if (first) confirm(hub, first);
  expect(hub.queue.map(({ type }) => type)).toEqual(["edited", "revoked"]);
});

it("types the number of a line, and quotes the message when a newer one has lines too", async () => {
  const menu = bot("What would you like?\n\n*1.* Add a pet\n2. My pets\n0. Back");
  expect(await seat.press("My pets")).toMatchObject({ type: "message" });
  expect((await seat.messages()).at(-1)).toMatchObject({ text: "2" });
  bot("Which one?\n1. Rex\n0. Back");
  await seat.press("Add a pet");
  expect((await seat.messages()).at(-1)).toMatchObject({ text: "1", replyTo: menu.number });
  await expect(seat.press("Fly")).rejects.toThrow('"Rex", "Back"');
});

it("takes native choices and polls", async () => {
  const chat = openChat(hub, anna.person);
  const menu = receive(
    hub,
    chat,
    { kind: "text", text: "Choose" },
    { choices: [{ data: "a1", label: "Yes" }] },
  );
  await seat.press("Yes");
  const taken = (await seat.messages()).at(-1);
  expect(taken).toMatchObject({ text: "Yes", replyTo: menu.number });
  const poll = receive(hub, chat, { kind: "poll", text: "Who?", options: ["Cat", "Dog"], votes: [] });
  await seat.press("Dog");
  expect(hub.queue.at(-1)).toMatchObject({ type: "vote", message: poll.number, options: [1] });
});

it("lets a blocked number send to one tick only", async () => {
  await seat.block();
  const sent = bot("Hello?");
  expect(sent.ack).toBe(1);
  expect((await seat.messages()).some(({ text }) => text === "Hello?")).toBe(false);
  await expect(seat.say("hm")).rejects.toThrow("unblock");
  await seat.unblock();
});

it("refuses what WhatsApp has not", async () => {
  await expect(seat.act("dice", { value: 3 })).rejects.toThrow("no dice");
  await clock.advance(16 * 60_000);
  const old = (await seat.messages()).find(({ by }) => by === "person");
  await expect(seat.edit(old?.id ?? 0, "x")).rejects.toThrow("too late");
});

it("finds people by what WhatsApp shows of them", () => {
  const { world } = hub;
  const seen = addressOf(anna.person);
  expect(seen).toMatchObject({ phone: "79990001122", chat: `${seen.lid}@lid` });
  for (const address of [seen.chat, "79990001122@c.us", "+79990001122", seen.lid])
    expect(personAt(world, address)?.id).toBe(anna.id);
  expect(addressOf({ ...anna.person, whatsapp: "hidden" }).phone).toBeUndefined();
  expect(addressOf({ ...anna.person, whatsapp: "phone" }).chat).toBe("79990001122@c.us");
});

it("repeats and reorders on demand", async () => {
  await sandbox.fault({ type: "duplicate", bot: "whatsapp" });
  const { id } = await seat.say("twice");
  expect(hub.queue.map(({ message }) => message)).toEqual([id, id]);
  hub.queue.length = 0;
  await sandbox.fault({ type: "reorder", bot: "whatsapp" });
  const late = await seat.say("late");
  const early = await seat.say("early");
  expect(hub.queue.map(({ message }) => message)).toEqual([early.id, late.id]);
});

it("outlives the sandbox's process", async () => {
  const database = await testDatabase();
  const first = await startTelegram({ clock, strict: true, databaseUrl: database.url });
  const before = createHub(first.world);
  openGate(before, () => undefined);
  const person = { id: 5001, first_name: "Boris" };
  first.world.people.set(5001, person);
  const chat = openChat(before, person);
  const said = receive(before, chat, { kind: "text", text: "still here" });
  botReacts(before, chat, said, "👍");
  await first.close();
  const second = await startTelegram({ clock, strict: true, databaseUrl: database.url });
  const after = createHub(second.world);
  expect(messageById(after, said.id)?.message).toEqual(said);
  expect(after.queue).toEqual(before.queue);
  await second.close();
  await database.drop();
});
