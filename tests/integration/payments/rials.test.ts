import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drainPayments } from "../../../core/payments/drain.ts";
import type { Gateways } from "../../../core/payments/gateway.ts";
import { zarinpal } from "../../../core/payments/gateways/zarinpal.ts";
import { payerReturned } from "../../../core/payments/page.ts";
import { startPayment } from "../../../core/payments/start.ts";
import { stillClock } from "../../../sandbox/gateways/kit/clock.ts";
import { zarinpalSimulator, type ZarinPalSimulator } from "../../../sandbox/gateways/zarinpal/simulator.ts";
import { listen, shut } from "./gateways/ear.ts";
import { HOUR, MINUTE, openShop, type Shop } from "./shop.ts";

const MERCHANT = "5a2db0c5-0000-4000-8000-7061776c696e";
const RIALS = 4_990_000;

/** An order paid in rials: a gateway that knows no keys, tells nothing, and gives back what nobody looks at. */
describe("paying in rials", () => {
  let shop: Shop;
  let bank: ZarinPalSimulator;
  let gateways: Gateways;
  const server = createServer((request, response) => {
    void bank.handle(request, response, new URL(request.url ?? "/", "http://localhost"));
  });

  beforeAll(async () => {
    shop = await openShop();
    const { clock } = shop.core;
    bank = await zarinpalSimulator({
      merchantId: MERCHANT,
      clock: stillClock(() => clock.now()),
    });
    gateways = { zarinpal: zarinpal({ merchantId: MERCHANT, apiRoot: await listen(server) }) };
    const { id: packageId } = await shop.db.package.findUniqueOrThrow({ where: { slug: "consultation" } });
    await shop.db.packagePrice.create({ data: { packageId, currency: "IRR", amount: RIALS } });
  });
  afterAll(async () => {
    await Promise.all([shop.close(), bank.close(), shut(server)]);
  });

  async function ordered() {
    const owner = await shop.owner();
    const { id: order, link } = await shop.order(owner);
    const token = link.slice(link.lastIndexOf("/") + 1);
    const press = async () => {
      const started = await startPayment(shop.core, gateways, token);
      if (started.kind !== "redirect") throw new Error(`not opened: ${started.kind}`);
      return started.url;
    };
    return { owner, order, token, press };
  }

  const pay = (url: string) => bank.press(url.slice(url.lastIndexOf("/") + 1), "pay");
  const drain = () => drainPayments(shop.core, gateways);

  it("credits whoever comes back, though what their browser says proves nothing", async () => {
    const { owner, order, token, press } = await ordered();
    await pay(await press());
    shop.core.clock.advance(10_000);
    await payerReturned(shop.core, token);
    await drain();
    expect([await shop.state(order), await shop.sessions(owner)]).toEqual(["paid", 1]);
    expect(bank.payments().at(-1)?.state).toBe("verified");
    const [line] = await shop.db.ledgerLine.findMany({
      where: { account: "clearing:zarinpal", entry: { orderId: order } },
    });
    expect(line).toMatchObject({ amount: RIALS, currency: "IRR" });
  });

  it("takes the money in time when nobody comes back", async () => {
    const { order, press } = await ordered();
    await pay(await press());
    shop.core.clock.advance(MINUTE);
    await drain();
    expect(await shop.state(order)).toBe("paid");
    shop.core.clock.advance(2 * HOUR);
    expect(bank.payments().at(-1)?.state).toBe("verified");
  });

  it("sends two who press at once to one payment", async () => {
    const { press } = await ordered();
    const [one, other] = await Promise.all([press(), press()]);
    expect(other).toBe(one);
    expect(await press()).toBe(one);
  });

  it("takes in time what is paid at the last moment and told by nobody", async () => {
    const { order, press } = await ordered();
    const url = await press();
    // The reconciler's ladder would look after a quarter of an hour, and then after an hour.
    for (let passed = 0; passed < 19; passed += 1) {
      shop.core.clock.advance(MINUTE);
      await drain();
    }
    await pay(url);
    for (let passed = 0; passed < 5; passed += 1) {
      shop.core.clock.advance(MINUTE);
      await drain();
    }
    expect(await shop.state(order)).toBe("paid");
    expect(bank.payments().at(-1)?.state).toBe("verified");
  });

  it("finds by its page a payment whose name was never written down", async () => {
    const { owner, order, press } = await ordered();
    const url = await press();
    // We died when ZarinPal had opened it.
    await shop.db.paymentAttempt.updateMany({
      where: { orderId: order },
      data: { ref: null, state: "created" },
    });
    await pay(url);
    shop.core.clock.advance(MINUTE);
    await drain();
    expect([await shop.state(order), await shop.sessions(owner)]).toEqual(["paid", 1]);
    const attempts = await shop.db.paymentAttempt.findMany({ where: { orderId: order } });
    expect(attempts.map(({ ref }) => ref)).toEqual([`${url.slice(url.lastIndexOf("/") + 1)}:${RIALS}`]);
  });

  /** Another form for the same order, of which nothing is known here. */
  const openedBeside = async (returnUrl: string, amount = RIALS): Promise<string> => {
    const opened = await gateways["zarinpal"]?.createCheckout({
      key: "beside",
      invoice: 7_000_000n,
      money: { amount, currency: "IRR" },
      description: "Консультация",
      receipt: [],
      email: undefined,
      locale: "ru",
      returnUrl,
      expiresAt: shop.core.clock.now(),
      hold: false,
    });
    if (!opened || !("ok" in opened)) throw new Error("not opened");
    return opened.ok.url;
  };

  it("keeps one of two forms that were paid, and gives the other back by itself", async () => {
    const { owner, order, token, press } = await ordered();
    const first = await press();
    const second = await openedBeside(`${shop.core.settings.publicUrl}/p/${token}/return`);
    await pay(first);
    await pay(second);
    for (const wait of [MINUTE, 0, MINUTE]) {
      shop.core.clock.advance(wait);
      await drain();
    }
    expect([await shop.state(order), await shop.sessions(owner)]).toEqual(["paid", 1]);
    const attempts = await shop.db.paymentAttempt.findMany({ where: { orderId: order } });
    expect(attempts.map(({ state }) => state).toSorted()).toEqual(["captured", "refunded"]);
    expect(
      bank
        .payments()
        .slice(-2)
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(["reversed", "verified"]);
  });

  it("leaves what others sell through the same terminal, and keeps that it was seen", async () => {
    const { token, press } = await ordered();
    await press();
    const strangers = await openedBeside("https://shop.example.com/p/somewhere/return");
    const odd = await openedBeside(`${shop.core.settings.publicUrl}/p/${token}/return`, 10_000);
    await pay(strangers);
    await pay(odd);
    for (const wait of [MINUTE, 5 * MINUTE]) {
      shop.core.clock.advance(wait);
      await drain();
    }
    expect(
      bank
        .payments()
        .slice(-2)
        .map(({ state }) => state),
    ).toEqual(["paid", "paid"]);
    const seen = await shop.db.paymentNotification.findMany({ where: { gateway: "zarinpal" } });
    expect(seen.map(({ verdict }) => verdict)).toEqual(["unknown_order", "unknown_order"]);
  });

  it("opens another payment where the first went back because nobody could look in time", async () => {
    const { owner, order, press } = await ordered();
    const first = await press();
    await pay(first);
    bank.faults.unavailable = true;
    shop.core.clock.advance(31 * MINUTE);
    await drain();
    expect(await shop.state(order)).toBe("open");
    bank.resetFaults();
    const second = await press();
    expect(second).not.toBe(first);
    await pay(second);
    shop.core.clock.advance(MINUTE);
    await drain();
    expect([await shop.state(order), await shop.sessions(owner)]).toEqual(["paid", 1]);
  });
});
