import { expect, it } from "vitest";
import { hold, lockWaits } from "./hold.ts";
import { killScene, LEASES } from "./kill-scene.ts";
import { gatewayAt, openForm } from "./payer.ts";
import { MINUTE, SECOND } from "./support.ts";

const scene = killScene();
const { clinic } = scene;

it("takes a turn and credits a payment once, killed in the middle of both", { timeout: 60_000 }, async () => {
  const { anna, max, rex, vet, kill } = scene;
  const bank = gatewayAt(clinic.control.url);
  const order = await clinic.order(max);
  if (order.kind !== "ordered") throw new Error(order.kind);
  const invoice = await openForm(order.link);
  const release = await hold(clinic.core.db, async (db) => {
    await db.$queryRaw`select 1 from consultation where id = ${rex.consultation}::uuid for update`;
    await db.$queryRaw`select 1 from "order" where id = ${order.id}::uuid for update`;
  });
  await anna.hasty.say("In the middle of a turn");
  const paying = bank.pay(invoice);
  await expect.poll(() => lockWaits(clinic.core.db), { timeout: 10 * SECOND }).toBe(2);
  await kill();
  await paying;
  for (const words of ["While nothing ran", "And one more"]) await anna.hasty.say(words);
  await clinic.running.sandbox.restartService();
  await release();
  await clinic.control.advance(2 * MINUTE);

  const texts = (await vet.seat.messages(rex.topic)).map(({ text }) => text);
  expect(texts.slice(-3)).toEqual(["In the middle of a turn", "While nothing ran", "And one more"]);
  expect(await max.heard("order-paid", { sessions: 1 })).toHaveLength(2);
  expect(await clinic.core.db.order.findUnique({ where: { id: order.id } })).toMatchObject({ state: "paid" });
  expect(await clinic.core.db.ledgerEntry.count({ where: { kind: "capture" } })).toBe(1);
});

it(
  "loses no delivery and no file, killed while they are on the line; twice only what had arrived",
  { timeout: 60_000 },
  async () => {
    const { anna, max, rex, tom, vet, kill, striking } = scene;
    const kim = await clinic.owner("Kim");
    const cat = await clinic.taken(kim, vet);
    const stall = (fault: { method: string; chat?: number; when?: "after" }) =>
      clinic.control.fault({ type: "stall", when: "before", ...fault });
    await stall({ method: "sendPhoto", chat: kim.chat });
    await vet.hasty.send("photo", { topic: cat.topic, caption: "To Kim" });
    await striking(0);
    await stall({ method: "download" });
    await anna.hasty.send("photo", { caption: "From Anna" });
    await stall({ method: "sendMessage", chat: anna.chat });
    await vet.hasty.say("To Anna", { topic: rex.topic });
    await vet.hasty.say("Then this", { topic: rex.topic });
    await stall({ method: "sendMessage", chat: max.chat, when: "after" });
    await vet.hasty.say("To Max", { topic: tom.topic });
    await striking(0);
    await kill();
    await clinic.running.sandbox.restartService();
    await clinic.control.clearFaults();
    await clinic.control.advance(LEASES);

    const toAnna = (await anna.seat.messages()).filter(({ by }) => by === "bot").map(({ text }) => text);
    expect(toAnna.slice(-2).map((text) => text.split("\n").at(-1))).toEqual(["To Anna", "Then this"]);
    expect(await anna.shown("To Anna")).toHaveLength(1);
    expect(await max.shown("To Max")).toHaveLength(2);
    expect((await kim.shown("To Kim")).map(({ kind }) => kind)).toEqual(["photo"]);
    expect((await vet.shown("From Anna")).map(({ kind }) => kind)).toEqual(["photo"]);
    for (const id of ["desk-not-delivered", "desk-uncertain"]) expect(await vet.heard(id)).toEqual([]);
    expect(await anna.heard("not-delivered")).toEqual([]);
  },
);

it(
  "says that it does not know when it was killed twice while sending; Retry sends it",
  { timeout: 60_000 },
  async () => {
    const { anna, rex, vet, kill, striking } = scene;
    await clinic.control.fault({
      type: "stall",
      when: "before",
      method: "sendMessage",
      chat: anna.chat,
      times: 2,
    });
    const sent = await vet.hasty.say("Third time lucky", { topic: rex.topic });
    for (const left of [1, 0]) {
      await striking(left);
      await kill();
      await clinic.running.sandbox.restartService();
      await clinic.hasty.advance(LEASES);
    }
    await clinic.control.settled();
    const [uncertain] = await vet.heard("desk-uncertain");
    expect(uncertain?.replyTo).toBe(sent.id);
    expect(await anna.shown("Third time lucky")).toEqual([]);
    await vet.seat.press(uncertain?.buttons.flat()[0]?.text ?? "", { message: uncertain?.id ?? 0 });
    expect(await anna.shown("Third time lucky")).toHaveLength(1);
  },
);
