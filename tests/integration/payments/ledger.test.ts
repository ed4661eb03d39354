import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { post } from "../../../core/payments/ledger.ts";
import { transact } from "../../../core/platform/core.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop } = await testDatabase();
afterAll(drop);
const core = testCore(db);

const posting = (ref: string, kind: "capture" | "refund" = "capture") =>
  ({
    kind,
    ref: `robokassa:${ref}`,
    order: randomUUID(),
    currency: "RUB",
    lines: {
      "clearing:robokassa": kind === "capture" ? 49_900 : -49_900,
      customer_prepayment: kind === "capture" ? -49_900 : 49_900,
    },
  }) as const;

const entry = (id: string) => ({
  id,
  kind: "capture",
  gatewayRef: `robokassa:${id}`,
  orderId: randomUUID(),
  at: core.clock.now(),
});

it("posts what happened to money once, however many ask", async () => {
  const asked = await Promise.all([1, 2, 3].map(() => transact(core, (core) => post(core, posting("1")))));
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(await transact(core, (core) => post(core, posting("1", "refund")))).toBe(true);
  const lines = await db.ledgerLine.groupBy({ by: ["account"], _sum: { amount: true } });
  expect(lines.map(({ _sum }) => _sum.amount)).toEqual([0, 0]);
});

const line = (account: string, currency: string, amount: number) => ({ account, currency, amount });

it("does not commit an entry that does not balance", async () => {
  const id = randomUUID();
  const write = (...lines: ReturnType<typeof line>[]) =>
    db.ledgerEntry.create({ data: { ...entry(id), lines: { create: lines } } });
  await expect(write()).rejects.toThrow("does not balance");
  await expect(write(line("clearing:robokassa", "RUB", 100))).rejects.toThrow("does not balance");
  await expect(write(line("clearing:robokassa", "RUB", 100), line("suspense", "EUR", -100))).rejects.toThrow(
    "does not balance",
  );
  expect(await db.ledgerEntry.count({ where: { id } })).toBe(0);
});

it("changes and removes nothing", async () => {
  const id = randomUUID();
  const lines = [
    { account: "clearing:robokassa", currency: "RUB", amount: 5 },
    { account: "suspense", currency: "RUB", amount: -5 },
  ];
  await db.ledgerEntry.create({ data: { ...entry(id), lines: { create: lines } } });
  await expect(db.ledgerEntry.update({ where: { id }, data: { kind: "refund" } })).rejects.toThrow(
    "append-only",
  );
  await expect(db.ledgerLine.updateMany({ where: { entryId: id }, data: { amount: 1 } })).rejects.toThrow(
    "append-only",
  );
  await expect(db.ledgerLine.deleteMany({ where: { entryId: id } })).rejects.toThrow("append-only");
  await expect(db.ledgerEntry.delete({ where: { id } })).rejects.toThrow();
});

it("adds no line to an entry that stands", async () => {
  const { id } = await db.ledgerEntry.findFirstOrThrow();
  const line = { entryId: id, account: "fees", currency: "RUB", amount: 1 };
  await expect(db.ledgerLine.create({ data: line })).rejects.toThrow("does not balance");
});
