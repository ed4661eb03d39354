import { createHash } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { MINUTE, openShop } from "./shop.ts";

const shop = await openShop();
const { bank, db, url } = shop;
const RESULT = `${url}/webhooks/robokassa/result`;
afterAll(() => shop.close());

const order = await shop.order(await shop.owner());
const invoice = await shop.go(order.link);

/** Nothing was credited, and the notification is on record. */
async function onRecord(verdict: string, count = 1): Promise<void> {
  expect(await shop.state(order.id)).toBe("open");
  expect(await shop.balances()).toEqual({});
  expect(await db.entitlement.count()).toBe(0);
  expect(await db.paymentNotification.count({ where: { verdict } })).toBe(count);
}

const signed = (fields: Record<string, string>, password = "second-password") => {
  const own = Object.keys(fields)
    .filter((name) => name.startsWith("Shp_"))
    .toSorted()
    .map((name) => `:${name}=${fields[name]}`)
    .join("");
  const base = `${fields["OutSum"]}:${fields["InvId"]}:${password}${own}`;
  return { ...fields, SignatureValue: createHash("sha256").update(base).digest("hex") };
};

const post = async (fields: Record<string, string> | string): Promise<string> => {
  const response = await fetch(RESULT, { method: "POST", body: new URLSearchParams(fields) });
  return `${response.status} ${await response.text()}`;
};

it("refuses a wrong signature", async () => {
  expect(await bank.forge("signature", invoice)).toBe("400 bad sign");
  await onRecord("bad_signature");
});

it("refuses one signed with the password of the payer's links", async () => {
  expect(await post(signed({ OutSum: "499.00", InvId: invoice }, "first-password"))).toBe("400 bad sign");
  await onRecord("bad_signature", 2);
});

it("refuses another sum, however well signed", async () => {
  expect(await bank.forge("sum", invoice)).toBe("400 bad sum");
  await shop.pass(MINUTE);
  await onRecord("bad_amount");
});

it("refuses an order that we never had", async () => {
  expect(await bank.forge("order", invoice)).toBe("400 unknown order");
  await onRecord("unknown_order");
});

it("credits nothing for a true signature over what is not paid", async () => {
  expect(await post(signed({ OutSum: "499.000000", InvId: invoice }))).toBe(`200 OK${invoice}`);
  await shop.pass(MINUTE);
  await onRecord("accepted");
});

it("takes the shop's own fields into the signature, and GET as well as POST", async () => {
  const fields = signed({ OutSum: "499.00", InvId: invoice, Shp_b: "2", Shp_a: "кот & пёс" });
  const response = await fetch(`${RESULT}?${new URLSearchParams(fields).toString()}`);
  expect([response.status, await response.text()]).toEqual([200, `OK${invoice}`]);
  expect(response.headers.get("content-type")).toContain("text/plain");
  expect(await post({ ...fields, Shp_a: "кот" })).toBe("400 bad sign");
  await onRecord("duplicate");
});

it.each([
  ["nothing", ""],
  ["no sum", "InvId=1&SignatureValue=00"],
  ["a sum that is none", `OutSum=4e2&InvId=${invoice}&SignatureValue=00`],
  ["parts of a kopeck", `OutSum=499.001&InvId=${invoice}&SignatureValue=00`],
  ["a number beyond all numbers", `OutSum=1&InvId=${"9".repeat(40)}&SignatureValue=00`],
  ["a number with a quote", `OutSum=1&InvId=1'--&SignatureValue=00`],
  ["a field twice", `OutSum=1&OutSum=2&InvId=${invoice}&SignatureValue=00`],
  ["zero bytes", "OutSum=%00&InvId=%00&SignatureValue=%00"],
  ["half a character", "OutSum=%ff&InvId=%e0%a4&SignatureValue=%"],
])("refuses %s as malformed, and keeps a record", async (_name, body) => {
  const before = await db.paymentNotification.count({ where: { verdict: "malformed" } });
  expect(await post(body)).toBe("400 bad request");
  await onRecord("malformed", before + 1);
});

it("refuses what is no form, what is too long and other methods, without keeping it", async () => {
  const before = await db.paymentNotification.count();
  const body = JSON.stringify(signed({ OutSum: "499.00", InvId: invoice }));
  const json = await fetch(RESULT, { method: "POST", headers: { "content-type": "application/json" }, body });
  const long = await post({ OutSum: "1".repeat(20_000) });
  const put = await fetch(RESULT, { method: "PUT" });
  expect([json.status, long, put.status]).toEqual([415, "413 bad request", 405]);
  expect(await db.paymentNotification.count()).toBe(before);
});

it("keeps what came sealed: an e-mail address cannot be read from the table", async () => {
  await post(signed({ OutSum: "499.00", InvId: invoice, EMail: "anna@example.com" }));
  const rows = await db.paymentNotification.findMany();
  expect(rows.length).toBeGreaterThan(10);
  for (const { sealed } of rows) expect(Buffer.from(sealed).toString("latin1")).not.toContain("anna");
});

it("stores nothing and asks for a repeat when the database refuses", async () => {
  await db.$executeRaw`alter table payment_notification rename to payment_notification_away`;
  try {
    expect(await post(signed({ OutSum: "499.00", InvId: invoice }))).toBe("503 later");
  } finally {
    await db.$executeRaw`alter table payment_notification_away rename to payment_notification`;
  }
});

it("still takes the true payment afterwards", async () => {
  await bank.press(invoice, "pay");
  await shop.pass(MINUTE);
  expect(await shop.state(order.id)).toBe("paid");
  await shop.audit();
});
