import { createHash, randomBytes } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { DAY, openShop, wishOf } from "./shop.ts";

const shop = await openShop();
const { bank, core, db, url } = shop;
afterAll(() => shop.close());

const owner = await shop.owner();
await db.promoCode.create({ data: { code: "SPRING", kind: "percent", value: 10 } });

/** Without the style, and with the blanks a reader sees. */
async function read(
  address: string,
  init?: RequestInit,
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(address, { redirect: "manual", ...init });
  const text = (await response.text())
    .replaceAll(/<style>.*<\/style>/gs, "")
    .replaceAll(/[\u00a0\u202f]/g, " ");
  return { status: response.status, text, headers: response.headers };
}
const form = (email: string): RequestInit => ({ method: "POST", body: new URLSearchParams({ email }) });

it("shows the order, the sum and the terms in the order's language, and in the other on request", async () => {
  const { link, number } = await shop.order(owner, { promo: "spring", package: "bundle-3" });
  const ru = await read(link);
  expect(ru.status).toBe(200);
  for (const words of [
    '<html lang="ru">',
    "Три консультации",
    `Заказ ${number} · 3 консультации`,
    "1 299,99 ₽",
    "−130 ₽",
    "Оплатить 1 169,99 ₽",
    "offer (ru)",
    "privacy (ru)",
  ]) {
    expect(ru.text).toContain(words);
  }
  const en = await read(`${link}?lang=en`);
  for (const words of ['<html lang="en">', "Three consultations", "Pay ₽1,169.99", "offer (en)"]) {
    expect(en.text).toContain(words);
  }
});

it("names nobody: neither the page nor any address on it", async () => {
  const { link } = await shop.order(owner);
  const invoice = await shop.go(link);
  const pages = [link, `${link}/return`, `${link}/offer`];
  const texts = await Promise.all(pages.map(async (page) => (await read(page)).text));
  for (const text of [...texts, link]) expect(text).not.toMatch(/Anna|Petrova|79990001122|example\.com/);
  expect(bank.payments().find(({ invId }) => invId === invoice)?.description).not.toMatch(/Anna|Petrova/);
});

it("makes no payment for whoever only looks: previews, HEAD, twice", async () => {
  const { link, id } = await shop.order(owner);
  for (const page of [link, `${link}/pay`, `${link}/return`, `${link}?email=anna@example.com`]) {
    await read(page);
    await read(page, { method: "HEAD" });
  }
  expect(await db.paymentAttempt.count({ where: { orderId: id } })).toBe(0);
});

it("needs no script, and lets the form go to us and to the gateway alone", async () => {
  const { link } = await shop.order(owner);
  const { headers, text } = await read(link);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`form-action 'self' ${new URL(shop.settings.paymentUrl).origin}`);
  expect(policy).not.toContain("unsafe");
  expect(text).not.toContain("<script");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-robots-tag")).toContain("noindex");
  expect(headers.get("x-powered-by")).toBeNull();
});

it("allows by its policy the very style it sends", async () => {
  const { link } = await shop.order(owner);
  const response = await fetch(link);
  const [, style = ""] = /<style>(.*)<\/style>/s.exec(await response.text()) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(response.headers.get("content-security-policy")).toContain(`style-src 'sha256-${hash}'`);
});

it("asks again for an address that is none, and keeps what was typed without running it", async () => {
  const { link, id } = await shop.order(owner);
  const { status, text } = await read(`${link}/pay`, form('"><script>x</script>'));
  expect(status).toBe(422);
  expect(text).toContain("Не похоже на адрес почты");
  expect(text).toContain('value="&#34;&#62;&#60;script&#62;x&#60;/script&#62;"');
  expect(await db.paymentAttempt.count({ where: { orderId: id } })).toBe(0);
});

it("says what is wrong and what can be done, for whatever is sent", async () => {
  const { link } = await shop.order(owner);
  const stranger = `${url}/p/${randomBytes(18).toString("base64url")}`;
  const json = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  const cases: [string, RequestInit | undefined, number][] = [
    [stranger, undefined, 404],
    [`${url}/p/short`, undefined, 404],
    [`${url}/p/${"a".repeat(5000)}`, undefined, 404],
    [`${url}/p/%00%00`, undefined, 404],
    [`${url}/p/%ff`, undefined, 400],
    [`${stranger}/return`, undefined, 404],
    [`${stranger}/offer`, undefined, 404],
    [`${stranger}/pay`, form(""), 404],
    [`${link}/agreement`, undefined, 404],
    [`${link}/pay`, json, 415],
    [`${link}/pay`, form("a".repeat(5000)), 413],
    [`${link}/pay`, { method: "DELETE" }, 404],
  ];
  for (const [address, init, status] of cases) {
    const { text, ...answer } = await read(address, init);
    expect([address, answer.status]).toEqual([address, status]);
    expect(text).toMatch(/<h1>[^<]+<\/h1>\s*<p role="status">[^<]+<\/p>/);
    expect(text).not.toMatch(/Error|at \//);
  }
});

it("shows the terms as text, whatever they hold", async () => {
  const { link } = await shop.order(owner);
  const { text, status } = await read(`${link}/offer`);
  expect([status, text.includes("Text of offer &#60;b&#62;")]).toEqual([200, true]);
});

it("tells a payer of a paid, a closed and a refused order apart", async () => {
  const paid = await shop.order(owner);
  await bank.press(await shop.go(paid.link), "pay");
  expect((await read(paid.link)).text).toContain("Оплачено, спасибо");
  const again = await read(`${paid.link}/pay?lang=ru`, form(""));
  expect([again.status, again.headers.get("location")]).toEqual([
    303,
    `${paid.link.slice(url.length)}?lang=ru`,
  ]);

  const old = await shop.order(owner);
  core.clock.advance(DAY);
  expect(await read(old.link)).toMatchObject({ status: 410 });
  expect((await read(`${old.link}/pay`, form(""))).status).toBe(303);
  expect(await db.paymentAttempt.count({ where: { orderId: old.id } })).toBe(0);

  shop.replace({ ...shop.gateway, createCheckout: () => Promise.resolve({ unknown: true }) });
  const order = await shop.order(owner, { ...wishOf(), locale: "en" });
  const away = await read(`${order.link}/pay?lang=en`, form(""));
  expect([away.status, away.headers.get("retry-after")]).toEqual([503, "60"]);
  expect(away.text).toContain("try again in a minute");
  shop.replace({ ...shop.gateway, createCheckout: () => Promise.resolve({ declined: "closed" }) });
  expect((await read(`${order.link}/pay`, form(""))).status).toBe(503);
  shop.replace(shop.gateway);
  expect(await shop.go(order.link)).toMatch(/^\d+$/);
});

it.each([
  ["held", "Деньги удержаны, спасибо"],
  ["released", "Деньги не списаны"],
  ["refunded", "Деньги возвращены"],
] as const)("tells what became of the money of an order that is %s", async (state, words) => {
  const order = await shop.order(owner);
  await shop.go(order.link);
  const { id } = await db.paymentAttempt.findFirstOrThrow({ where: { orderId: order.id } });
  const paidAt = state === "refunded" ? new Date() : null;
  await db.order.update({ where: { id: order.id }, data: { state, paidAt, paidWithId: id } });
  for (const page of [order.link, `${order.link}/return`])
    expect(await read(page)).toMatchObject({ status: 200, text: expect.stringContaining(words) });
});

it("holds back whoever presses too often, in words", async () => {
  const strict = await openShop({ payments: 2 });
  try {
    const { link } = await strict.order(await strict.owner());
    const press = () => read(`${link}/pay?lang=en`, form(""));
    expect([(await press()).status, (await press()).status]).toEqual([303, 303]);
    const third = await press();
    expect(third.status).toBe(429);
    expect(third.text).toContain("Wait a minute");
  } finally {
    await strict.close();
  }
});
