import { afterAll, afterEach, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, openShop } from "./shop.ts";

const shop = await openShop();
const { bank, core, db } = shop;
afterAll(() => shop.close());

afterEach(async () => {
  bank.resetFaults();
  await shop.pass(2 * HOUR);
  await shop.audit();
});

it("gives what was bought once the gateway says that it is paid", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner, { package: "bundle-3" });
  const invoice = await shop.go(order.link);
  expect(await bank.press(invoice, "pay")).toContain(`${order.link}/return`);

  expect(await shop.state(order.id)).toBe("paid");
  expect(await shop.sessions(owner)).toBe(3);
  expect(await shop.notices(owner)).toEqual([
    expect.objectContaining({ kind: "orderPaid", order: order.number, sessions: 3 }),
  ]);
  const entitlement = await db.entitlement.findFirstOrThrow({ where: { ownerId: owner } });
  expect(entitlement.sessionAmount).toBe(43_333);
  expect(entitlement.expiresAt.getTime() - core.clock.now().getTime()).toBe(90 * DAY);
  const [payment] = bank.payments().filter(({ invId }) => invId === invoice);
  expect(payment).toMatchObject({
    amount: 129_999,
    email: "anna@example.com",
    receipt: {
      sno: "usn_income",
      items: [{ name: "Три консультации", quantity: 1, sum: 1299.99, payment_method: "full_prepayment" }],
    },
    notices: [{ outcome: "accepted", lastAnswer: "HTTP 200" }],
  });
});

it("sends the receipt to the address that the payer gives", async () => {
  const order = await shop.order(await shop.owner());
  const invoice = await shop.go(order.link, "relative@example.com");
  expect(bank.payments().find(({ invId }) => invId === invoice)?.email).toBe("relative@example.com");
});

it("credits once when the notification comes twice", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  bank.faults.duplicate = true;
  const invoice = await shop.go(order.link);
  await bank.press(invoice, "pay");
  await shop.pass(MINUTE);

  expect(await shop.sessions(owner)).toBe(1);
  expect(await shop.notices(owner)).toHaveLength(1);
  const verdicts = await db.paymentNotification.findMany({ where: { eventKey: `result:${invoice}` } });
  expect(verdicts.map(({ verdict }) => verdict).toSorted()).toEqual(["accepted", "duplicate"]);
  const payment = bank.payments().find(({ invId }) => invId === invoice);
  expect(payment?.notices.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted"]);
});

it("heals a notification that never came, a minute later", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  bank.faults.drop = 1;
  await bank.press(await shop.go(order.link), "pay");
  expect(await shop.state(order.id)).toBe("open");

  await shop.pass(MINUTE);
  expect(await shop.state(order.id)).toBe("paid");
  expect(await shop.sessions(owner)).toBe(1);
});

it("accepts a notification when the state cannot be read, and reads it later", async () => {
  const order = await shop.order(await shop.owner());
  const invoice = await shop.go(order.link);
  bank.faults.unavailable = true;
  await bank.press(invoice, "pay");
  const payment = bank.payments().find(({ invId }) => invId === invoice);
  expect(payment?.notices.map(({ outcome }) => outcome)).toEqual(["accepted"]);
  expect(await shop.state(order.id)).toBe("open");

  await shop.pass(MINUTE);
  expect(await shop.state(order.id)).toBe("open");
  bank.faults.unavailable = false;
  await shop.pass(4 * MINUTE);
  expect(await shop.state(order.id)).toBe("paid");
});

it("does not take the notification's word while the gateway says that the sum is on its way", async () => {
  const order = await shop.order(await shop.owner());
  bank.faults.creditMs = 3 * MINUTE;
  await bank.press(await shop.go(order.link), "pay");
  await shop.pass(MINUTE);
  expect(await shop.state(order.id)).toBe("open");
  await shop.pass(4 * MINUTE);
  expect(await shop.state(order.id)).toBe("paid");
});

it("notices a payment when the payer comes back before the notification", async () => {
  const order = await shop.order(await shop.owner());
  const invoice = await shop.go(order.link);
  core.clock.advance(5000);
  bank.faults.pageFirst = true;
  const back = (await bank.press(invoice, "pay")) ?? "";
  const page = await fetch(back);
  expect(page.headers.get("refresh")).toContain(`${order.link.slice(shop.url.length)}/return`);
  expect(await page.text()).toContain("Проверяем оплату");
  // The page itself credited nothing; it made the reconciler look at once.
  expect(await shop.state(order.id)).toBe("open");
  await shop.drain();
  expect(await shop.state(order.id)).toBe("paid");
  expect(await (await fetch(back)).text()).toContain("Оплачено");
});

it("credits nothing for a return address that was made up", async () => {
  const order = await shop.order(await shop.owner());
  const invoice = await shop.go(order.link);
  await fetch(`${order.link}/return?OutSum=499.00&InvId=${invoice}&SignatureValue=${"A".repeat(64)}`);
  await shop.pass(MINUTE);
  expect(await shop.state(order.id)).toBe("open");
});

it("lets a declined payer try once more, with a new payment", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const first = await shop.go(order.link);
  core.clock.advance(5000);
  const back = (await bank.press(first, "decline")) ?? "";
  await fetch(back);
  await shop.drain();
  expect(await (await fetch(back)).text()).toContain("Оплата не прошла");

  const second = await shop.go(order.link);
  expect(second).not.toBe(first);
  await bank.press(second, "pay");
  expect(await shop.state(order.id)).toBe("paid");
  expect(await shop.sessions(owner)).toBe(1);
});

it("gives a payer who declined and presses again at once a new payment, not the gateway's error", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const first = await shop.go(order.link);
  await bank.press(first, "decline");
  const second = await shop.go(order.link);
  expect(second).not.toBe(first);
  await bank.press(second, "pay");
  expect(await shop.sessions(owner)).toBe(1);
  const attempts = await db.paymentAttempt.findMany({ where: { orderId: order.id } });
  expect(attempts.map(({ state }) => state).toSorted()).toEqual(["captured", "failed"]);
});

/** Presses *Pay* on our page; where that leads. */
const pressed = async (link: string) => {
  const init = { method: "POST", body: new URLSearchParams(), redirect: "manual" } as const;
  return (await fetch(`${link}/pay?lang=en`, init)).headers.get("location");
};

it.each([
  ["at once", MINUTE],
  ["when the time of the payment is over", 40 * MINUTE],
])("lets nobody pay a second time while the first money is on its way: %s", async (_name, later) => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  bank.faults.creditMs = 2 * HOUR;
  bank.faults.drop = 1;
  await bank.press(await shop.go(order.link), "pay");
  await shop.pass(later);
  expect(await pressed(order.link)).toBe(`${order.link.slice(shop.url.length)}/return?lang=en`);
  expect(await (await fetch(`${order.link}/return?lang=en`)).text()).toContain("Checking the payment");
  await shop.pass(DAY);
  expect(await db.paymentAttempt.count({ where: { orderId: order.id } })).toBe(1);
  expect([await shop.state(order.id), await shop.sessions(owner)]).toEqual(["paid", 1]);
});

it("asks nobody to pay again for money that came after its time and is on its way", async () => {
  const order = await shop.order(await shop.owner());
  const invoice = await shop.go(order.link);
  await shop.pass(31 * MINUTE);
  expect(await db.paymentAttempt.count({ where: { orderId: order.id, state: "expired" } })).toBe(1);
  bank.faults.creditMs = HOUR;
  await bank.press(invoice, "pay");
  const wait = await pressed(order.link);
  expect(wait).toContain("/return");
  expect(await (await fetch(`${shop.url}${wait}`)).text()).toContain("Checking the payment");
  expect(await db.paymentAttempt.count({ where: { orderId: order.id } })).toBe(1);
});

it("notices at the button that the order is paid, and asks for nothing more", async () => {
  const order = await shop.order(await shop.owner());
  bank.faults.drop = 1;
  await bank.press(await shop.go(order.link), "pay");
  expect(await pressed(order.link)).toBe(`${order.link.slice(shop.url.length)}?lang=en`);
  expect(await shop.state(order.id)).toBe("paid");
});

it("lets people pay while the gateway's states cannot be read", async () => {
  const order = await shop.order(await shop.owner());
  const first = await shop.go(order.link);
  bank.faults.unavailable = true;
  expect(await shop.go(order.link)).toBe(first);
});

it("sends everyone who presses meanwhile to the same payment, and replaces it when its time is over", async () => {
  const order = await shop.order(await shop.owner());
  const invoices = await Promise.all([1, 2, 3, 4].map(() => shop.go(order.link)));
  expect(new Set(invoices).size).toBe(1);
  await shop.pass(31 * MINUTE);
  expect(await shop.go(order.link)).not.toBe(invoices[0]);
  const attempts = await db.paymentAttempt.findMany({
    where: { orderId: order.id },
    orderBy: { invoice: "asc" },
  });
  expect(attempts.map(({ state }) => state)).toEqual(["expired", "pending"]);
});

it("honours a payment that ends after its time, and after its order's time", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  await shop.pass(25 * HOUR);
  expect(await shop.state(order.id)).toBe("cancelled");
  expect((await fetch(order.link)).status).toBe(410);
  await bank.press(invoice, "pay");
  expect(await shop.state(order.id)).toBe("paid");
  expect(await shop.sessions(owner)).toBe(1);
});

it("takes a payment that was opened but whose notification is a week late", async () => {
  const owner = await shop.owner();
  const order = await shop.order(owner);
  const invoice = await shop.go(order.link);
  bank.faults.drop = 1;
  bank.faults.creditMs = 6 * DAY;
  await bank.press(invoice, "pay");
  for (let day = 0; day < 7; day++) await shop.pass(DAY);
  expect(await shop.state(order.id)).toBe("paid");
});

it("stops asking after a payment that nobody opened", async () => {
  const order = await shop.order(await shop.owner());
  await fetch(`${order.link}/pay`, { method: "POST", body: new URLSearchParams(), redirect: "manual" });
  for (const wait of [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]) await shop.pass(wait);
  const attempt = await db.paymentAttempt.findFirstOrThrow({
    where: { orderId: order.id },
    include: { tasks: true },
  });
  expect(attempt.state).toBe("expired");
  expect(attempt.tasks.filter(({ kind }) => kind === "check").map(({ doneAt }) => doneAt !== null)).toEqual([
    true,
  ]);
});

it("survives notifications in another order than the payments", async () => {
  const owners = await Promise.all([shop.owner(), shop.owner()]);
  const orders = await Promise.all(owners.map((owner) => shop.order(owner)));
  const invoices = await Promise.all(orders.map(({ link }) => shop.go(link)));
  bank.faults.reorder = true;
  for (const invoice of invoices) await bank.press(invoice, "pay");
  await shop.pass(MINUTE);
  for (const { id } of orders) expect(await shop.state(id)).toBe("paid");
});

it("keeps paid money over a restart of the gateway's simulator", async () => {
  const again = await shop.restartedBank();
  const kept = (simulator: typeof bank): unknown =>
    JSON.parse(
      JSON.stringify(Object.fromEntries(simulator.payments().map((payment) => [payment.invId, payment]))),
    );
  expect(kept(again)).toEqual(kept(bank));
  expect(again.payments().filter(({ state }) => state === "paid").length).toBeGreaterThan(5);
  await again.close();
});
