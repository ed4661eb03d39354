import { expect, it } from "vitest";
import { queue } from "../../../core/messaging/outbox.ts";
import { startWhatsApp, stopWhatsApp } from "../../../core/messaging/whatsapp-switch.ts";
import { HOUR, rigForFile } from "./rig.ts";

const rig = await rigForFile();
const { core, db, clock, newcomer, events, personOf, told, fromVet, cloud } = rig;
await cloud.subscribe(rig.webhook);

const words = (text: string) => ({ kind: "text", text }) as const;

it("switched off, nothing is sent, what people write is kept, and all goes once and in order afterwards", async () => {
  const anna = await newcomer();
  await anna.say("hi");
  await told();
  const to = (await personOf(anna.address)) ?? "";
  const shown = async () => (await anna.messages()).filter(({ by }) => by === "bot").map(({ text }) => text);

  await stopWhatsApp(core, null);
  await fromVet(to, words("one"));
  await queue(core, { to, channel: "whatsapp", operation: { op: "send", content: words("own") } });
  const before = rig.outbox();
  await before.drain();
  await clock.advance(2 * HOUR);
  await before.drain();
  await anna.say("still there?");
  await told();
  expect(await shown()).toEqual([]);
  expect((await events(anna.address)).map((event) => "content" in event && event.content)).toEqual([
    words("hi"),
    words("still there?"),
  ]);

  // A process that is started while it is off.
  const after = rig.outbox();
  await after.drain();
  expect(await shown()).toEqual([]);
  expect(await db.outbox.findMany({ where: { personId: to, tries: { gt: 0 } } })).toEqual([]);

  await startWhatsApp(core, null);
  await Promise.all([before.drain(), after.drain()]);
  await after.drain();
  expect((await shown()).toSorted()).toEqual(["one", "own"]);
  expect(await db.delivery.findMany({ where: { personId: to, outcome: { not: "sent" } } })).toEqual([]);
});
