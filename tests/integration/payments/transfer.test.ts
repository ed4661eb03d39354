import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrder } from "../../../core/orders/create.ts";
import { confirmTransfer, type StatementLine } from "../../../core/payments/bank-transfer/confirm.ts";
import { bankTransfer } from "../../../core/payments/bank-transfer/gateway.ts";
import { readReference, referenceOf } from "../../../core/payments/bank-transfer/reference.ts";
import { payableUntil } from "../../../core/payments/bank-transfer/term.ts";
import { paymentWays } from "../../../core/payments/page.ts";
import { startPayment } from "../../../core/payments/start.ts";
import { DAY, openShop, wishOf, withWays } from "./shop.ts";

const shop = await openShop();
const { bank, core, db } = shop;
afterAll(() => shop.close());

const cashier = randomUUID();
beforeAll(async () => {
  await withWays(shop, "with bank");
  const at = core.clock.now();
  await db.person.create({ data: { id: cashier, channel: "staff", locale: "ru", createdAt: at } });
  await db.staff.create({ data: { id: cashier, name: "Cashier", roles: [], joinedAt: at } });
});

/** Asks for an invoice on the page of a new order. The clock stands on a Monday at first. */
async function invoiced() {
  const owner = await shop.owner();
  const made = await shop.order(owner);
  const body = new URLSearchParams({ email: "", choice: "bank-transfer.RUB" });
  const sent = await fetch(`${made.link}/pay?lang=en`, { method: "POST", body, redirect: "manual" });
  const invoice = sent.headers.get("location") ?? "";
  const attempt = await db.paymentAttempt.findFirstOrThrow({ where: { orderId: made.id } });
  return { ...made, owner, invoice, reference: attempt.ref ?? "" };
}

let transfers = 0;
const today = (): string => core.clock.now().toISOString().slice(0, 10);
const confirm = (line: Partial<StatementLine> & { reference: string }) =>
  confirmTransfer(core, cashier, {
    amount: 49_900,
    currency: "RUB",
    date: today(),
    bankReference: `B-${++transfers}`,
    ...line,
  });
const suspense = async () => (await shop.balances())["suspense"] ?? 0;

it("reads a reference however it was typed, and none with a wrong digit", () => {
  const reference = referenceOf(1042n);
  expect(reference).toMatch(/^T1042-\d\d$/);
  for (const typed of [
    reference,
    reference.toLowerCase(),
    reference.replace("-", ""),
    ` т 1042${reference.slice(-2)}`,
  ])
    expect(readReference(typed)).toBe(reference);
  for (let at = 1; at <= 4; at++) {
    const digit = String((Number(reference[at]) + 1) % 10);
    expect(readReference(reference.slice(0, at) + digit + reference.slice(at + 1))).toBeUndefined();
  }
  expect(readReference("")).toBeUndefined();
});

it.each([
  ["2026-11-23T12:00:00Z", "2026-11-30T21:00:00.000Z"],
  // Friday night in Moscow is Saturday there already.
  ["2026-11-27T22:00:00Z", "2026-12-04T21:00:00.000Z"],
  ["2026-11-28T12:00:00Z", "2026-12-04T21:00:00.000Z"],
])("keeps an invoice of %s to the end of its fifth business day", (at, until) => {
  expect(payableUntil(new Date(at), "Europe/Moscow").toISOString()).toBe(until);
});

it("makes an invoice that the chat names, with the bank's details on a page and as a PDF", async () => {
  const { link, owner, number, invoice, reference, id } = await invoiced();
  expect(invoice).toBe(`${link}/invoice?lang=en`);
  const page = (await (await fetch(invoice)).text()).replaceAll("\u00a0", " ");
  for (const words of [
    `Invoice ${reference}`,
    "Transfer exactly ₽499. The money must arrive by 30 November 2026.",
    "40702810500000000017",
    `Оплата по счёту ${reference}`,
  ])
    expect(page).toContain(words);
  expect(await shop.notices(owner)).toEqual([
    {
      kind: "invoiceMade",
      order: number,
      reference,
      amount: 49_900,
      currency: "RUB",
      until: "2026-11-30T21:00:00.000Z",
      link: `${link}/invoice`,
    },
  ]);
  const pdf = await fetch(`${link}/invoice.pdf?lang=ru`);
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  expect(pdf.headers.get("content-disposition")).toBe(`attachment; filename="${reference}.pdf"`);
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  expect(await (await fetch(link)).text()).toContain(`Ждём банковский перевод по счёту ${reference}`);

  // The same again is the same invoice, and the order outlives its usual day.
  const body = new URLSearchParams({ email: "", choice: "bank-transfer.RUB" });
  await fetch(`${link}/pay`, { method: "POST", body, redirect: "manual" });
  expect(await db.paymentAttempt.count({ where: { orderId: id } })).toBe(1);
  await shop.pass(2 * DAY);
  expect(await shop.state(id)).toBe("open");
  expect((await fetch(`${(await shop.order(owner)).link}/invoice`)).status).toBe(404);
});

it("gives the order for the exact sum, once, whoever enters it again", async () => {
  const { id, owner, reference, number } = await invoiced();
  const line = { reference: reference.toLowerCase(), bankReference: " ab 12/7 " };
  const [one, two] = await Promise.all([confirm(line), confirm({ ...line, bankReference: "AB12/7" })]);
  expect([one, two].map(({ kind }) => kind).sort()).toEqual(["already_confirmed", "credited"]);
  expect([await shop.state(id), await shop.sessions(owner)]).toEqual(["paid", 1]);
  expect(await confirm({ ...line, amount: 1 })).toEqual({ kind: "already_confirmed", order: number });
  expect((await shop.balances())["clearing:transfer"]).toBe(49_900);
});

it("sells in a clinic that takes transfers and has no gateway", async () => {
  const poor = { ...core, settings: { ...core.settings, gateways: [] } };
  const owner = await shop.owner();
  const made = await createOrder(poor, owner, wishOf());
  if (made.kind !== "ordered") throw new Error(`not ordered: ${made.kind}`);
  const token = made.link.slice(made.link.lastIndexOf("/") + 1);
  const gateways = { transfer: bankTransfer(poor) };
  const { ways } = await paymentWays(poor, gateways, token);
  expect(ways.flatMap((way) => (way.kind === "payable" ? way.choices : [])).map(({ id }) => id)).toEqual([
    "bank-transfer.RUB",
  ]);
  const begun = await startPayment(poor, gateways, token);
  expect(begun).toEqual({ kind: "redirect", url: `${made.link}/invoice` });
  const { ref } = await db.paymentAttempt.findFirstOrThrow({ where: { orderId: made.id } });
  expect(await confirm({ reference: ref ?? "" })).toMatchObject({ kind: "credited" });
  expect([await shop.state(made.id), await shop.sessions(owner)]).toEqual(["paid", 1]);
});

it("lays what is not the invoice's sum, or late, or once more into suspense", async () => {
  const before = await suspense();
  const { id, reference, number } = await invoiced();
  const asked = { amount: 49_900, currency: "RUB" };
  const lies = (reason: string) => ({ kind: "suspense", order: number, reason, asked });
  expect(await confirm({ reference, amount: 49_000 })).toEqual(lies("under"));
  expect(await confirm({ reference, amount: 50_000 })).toEqual(lies("over"));
  expect(await confirm({ reference, amount: 500, currency: "EUR" })).toEqual(lies("other_currency"));
  expect(await shop.state(id)).toBe("open");
  expect(await confirm({ reference })).toEqual({ kind: "credited", order: number });
  expect(await confirm({ reference })).toEqual(lies("again"));
  // The euros are counted with the rest here: each entry balances in its own currency.
  expect((await suspense()) - before).toBe(-(49_000 + 50_000 + 500 + 49_900));

  const late = await invoiced();
  await shop.pass(9 * DAY);
  expect(await shop.state(late.id)).toBe("cancelled");
  expect(await confirm({ reference: late.reference })).toMatchObject({ kind: "suspense", reason: "late" });
  expect(await shop.state(late.id)).toBe("cancelled");
});

it("honours money that came in time and was found later", async () => {
  const { id, reference } = await invoiced();
  const date = today();
  await shop.pass(9 * DAY);
  expect(await confirm({ reference, date })).toMatchObject({ kind: "credited" });
  expect(await shop.state(id)).toBe("paid");
});

it("leaves an invoice for another way and honours either; both, and the second is to go back", async () => {
  const { id, link, reference, number, owner } = await invoiced();
  await shop.go(link, "", "russian-card.RUB");
  const body = new URLSearchParams({ email: "", choice: "bank-transfer.RUB" });
  await fetch(`${link}/pay`, { method: "POST", body, redirect: "manual" });
  // Back again, it is the same invoice, and the chat does not name it twice.
  expect(await db.paymentAttempt.count({ where: { orderId: id, gateway: "transfer" } })).toBe(1);
  expect(await shop.notices(owner)).toHaveLength(1);
  const card = await shop.go(link, "", "russian-card.RUB");
  expect(await (await fetch(`${link}/invoice?lang=en`)).text()).toContain("not to be paid any more");
  await bank.press(card, "pay");
  expect(await shop.state(id)).toBe("paid");
  expect(await confirm({ reference })).toEqual({ kind: "surplus", order: number });
  await shop.drain();
  // The bank cannot be asked to: a person sends it back.
  expect(
    await db.paymentTask.findFirst({ where: { attempt: { ref: reference }, kind: "refund" } }),
  ).toMatchObject({ amount: 49_900, stuck: "by_hand", doneAt: null });
});

it("refuses what cannot be on a statement, and writes nothing", async () => {
  const { reference, id } = await invoiced();
  const before = await db.bankTransfer.count();
  for (const [line, field] of [
    [{ amount: 0 }, "amount"],
    [{ amount: 0.5 }, "amount"],
    [{ amount: 3e9 }, "amount"],
    [{ currency: "руб" }, "currency"],
    [{ date: "2026-02-30" }, "date"],
    [{ date: "2099-01-01" }, "date"],
    [{ bankReference: " " }, "bankReference"],
    [{ bankReference: "x".repeat(65) }, "bankReference"],
  ] as const)
    expect(await confirm({ reference, ...line })).toEqual({ kind: "invalid", field });
  for (const unknown of ["", "T99999-13", referenceOf(999_999n)])
    expect(await confirm({ reference: unknown })).toEqual({ kind: "unknown_reference" });
  expect([await db.bankTransfer.count(), await shop.state(id)]).toEqual([before, "open"]);
});

it("pays each clinic at its own bank, in its own days", async () => {
  // The catalogue has one clinic; invoices do not lean on that.
  await db.$executeRaw`drop index clinic_only`;
  const { id: _, ...clinic } = await db.clinic.findFirstOrThrow({ omit: { hours: true } });
  const { name, address, about, bank, ...rest } = clinic;
  const recipient = "North Side LLC";
  const north = await db.clinic.create({
    data: {
      ...rest,
      id: randomUUID(),
      slug: "north",
      name: name ?? {},
      address: address ?? {},
      about: about ?? {},
      hours: [],
      timeZone: "Asia/Vladivostok",
      bank: { ...(bank as object), recipient },
    },
  });
  await db.package.updateMany({ where: { slug: "bundle-3" }, data: { clinicId: north.id } });
  const bill = async (wish: { package?: string }) => {
    const { link } = await shop.order(await shop.owner(), wish);
    const body = new URLSearchParams({ email: "", choice: "bank-transfer.RUB" });
    await fetch(`${link}/pay`, { method: "POST", body, redirect: "manual" });
    const { ref, expiresAt } = await db.paymentAttempt.findFirstOrThrow({
      where: { order: { token: tokenIn(link) } },
    });
    return { page: await (await fetch(`${link}/invoice?lang=en`)).text(), ref: ref ?? "", expiresAt };
  };
  const tokenIn = (link: string) => link.slice(link.lastIndexOf("/") + 1);
  const [ours, theirs] = [await bill({}), await bill({ package: "bundle-3" })];
  expect([ours.page.includes(recipient), theirs.page.includes(recipient)]).toEqual([false, true]);
  // Their day ends seven hours before ours.
  expect(ours.expiresAt.getTime() - theirs.expiresAt.getTime()).toBe(7 * 3_600_000);
});
