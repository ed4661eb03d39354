import { expect, it } from "vitest";
import { hold, lockWaits } from "./hold.ts";
import { killScene } from "./kill-scene.ts";
import { gatewayAt, openForm } from "./payer.ts";
import { MINUTE, SECOND } from "./support.ts";

// Killed while it sends: tests/long.
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
