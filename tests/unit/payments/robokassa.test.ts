import { describe, expect, it } from "vitest";
import { robokassa, type RobokassaSettings } from "../../../core/payments/gateways/robokassa.ts";

/** Signatures below were made with `openssl dgst` over the bases that the documentation gives. */
const settings: RobokassaSettings = {
  login: "vet",
  password1: "first",
  password2: "second",
  password3: "third",
  hash: "sha256",
  test: false,
  paymentUrl: "https://auth.robokassa.ru/Merchant/Index.aspx",
  serviceUrl: "https://auth.robokassa.ru/Merchant/WebService/Service.asmx",
  refundUrl: "https://services.robokassa.ru/RefundService/Refund",
  sno: "usn_income",
  tax: "none",
};

const checkout = {
  key: "attempt",
  invoice: 7n,
  money: { amount: 150_050, currency: "RUB" },
  description: "Консультация (12)",
  receipt: [{ name: "Консультация «Лапа»", sum: 150_050 }],
  email: "anna@example.com",
  locale: "ru",
  returnUrl: "https://pawline.example.com/p/token/return",
  expiresAt: new Date("2026-11-23T12:30:00Z"),
  hold: false,
};

interface Asked {
  url: string;
  body: string;
}

/** Robokassa that gives these answers, one after another, and remembers what it was asked. */
function answering(...answers: (string | number | Error)[]) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = (url, init) => {
    asked.push({
      url: typeof url === "string" ? url : "",
      body: typeof init?.body === "string" ? init.body : "",
    });
    const answer = answers.shift();
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(
      typeof answer === "number" ? new Response("oops", { status: answer }) : new Response(answer),
    );
  };
  return { asked, gateway: robokassa(settings, fetch) };
}

const state = (code: number, sum = "1500.500000", key = "0005F891-8CCD") =>
  `<?xml version="1.0" encoding="utf-8"?>
<OperationStateResponse xmlns="http://merchant.roboxchange.com/WebService/">
  <Result><Code>0</Code><Description></Description></Result>
  <State><Code>${code}</Code><RequestDate>2026-11-23T12:00:00.0000000+03:00</RequestDate></State>
  <Info><IncSum>1600</IncSum><PaymentMethod><Code>BankCard</Code></PaymentMethod><OutSum>${sum}</OutSum><OpKey>${key}</OpKey></Info>
</OperationStateResponse>`;
const result = (code: number) =>
  `<OperationStateResponse><Result><Code>${code}</Code></Result></OperationStateResponse>`;

const link = async (change: Partial<RobokassaSettings> = {}, other: Partial<typeof checkout> = {}) => {
  const outcome = await robokassa({ ...settings, ...change }).createCheckout({ ...checkout, ...other });
  if (!("ok" in outcome)) throw new Error("no link");
  return outcome.ok;
};

describe("the link", () => {
  it.each([
    ["md5", "5e9d501653d7045e3371d06f3514569b"],
    ["sha256", "401cd786c7a6379014f117a782e5442aa02824cd675993dcaf12a5911c2bf7fe"],
    [
      "sha384",
      "7756c4d3bb3a17374f6e4f6e8ee044b9c2a20a9dc50353086734ff578aba640ab94f9b41de049d07cc81730f21dfe2de",
    ],
    [
      "sha512",
      "7a09b436c7cd49a6ed916772f6649d24eb22970e86eb84daf0bafe59a5fe79adf07f6cc6926ef57591868a4e965efa921cb2df689dbca5dd9d6b6b9a2a4e2cb9",
    ],
  ] as const)("is signed with %s over the documented slots", async (hash, signature) => {
    const { url } = await link({ hash });
    expect(new URL(url).searchParams.get("SignatureValue")).toBe(signature);
  });

  it("carries the sum, the receipt encoded once more than the form, and where to come back to", async () => {
    const { url, ref } = await link();
    expect(ref).toBe("7");
    expect(url).toContain("Receipt=%257B%2522sno%2522");
    const fields = Object.fromEntries(new URL(url).searchParams);
    expect(fields).toMatchObject({
      MerchantLogin: "vet",
      OutSum: "1500.50",
      InvId: "7",
      Email: "anna@example.com",
      Culture: "ru",
      Description: "Консультация (12)",
      ExpirationDate: "2026-11-23T12:30:00.000+00:00",
      SuccessUrl2: "https://pawline.example.com/p/token/return",
      FailUrl2Method: "GET",
    });
    expect(fields["IsTest"]).toBeUndefined();
    expect(JSON.parse(decodeURIComponent(fields["Receipt"] ?? ""))).toEqual({
      sno: "usn_income",
      items: [
        {
          name: "Консультация «Лапа»",
          quantity: 1,
          sum: 1500.5,
          tax: "none",
          payment_method: "full_prepayment",
          payment_object: "service",
        },
      ],
    });
  });

  it("is the same when it is made again, keeps to the limits of length and says that it is a test", async () => {
    expect(await link()).toEqual(await link());
    const { url } = await link({ test: true }, { description: "🐕".repeat(150), locale: "en" });
    const fields = new URL(url).searchParams;
    expect([fields.get("IsTest"), fields.get("Culture")]).toEqual(["1", "en"]);
    expect(fields.get("Description")).toBe("🐕".repeat(100));
  });
});

describe("a notification", () => {
  const from = { headers: {}, ip: "127.0.0.1" };
  const { gateway } = answering();
  const parse = (query: string, method = "POST") =>
    gateway.parseNotification({ method, query: method === "GET" ? query : "", body: query, ...from });
  const signature = "d6bbec6c2f40b16e56025407734a85457100362aaabe9ab70b14c90714d74a66";
  const query = `OutSum=10.000000&InvId=7&Shp_order=ord_1&Shp_a=%D0%B1&SignatureValue=${signature}`;

  it("is known by a signature over the raw sum and the shop's own fields, in either case of letters", () => {
    const expected = {
      ref: "7",
      eventKey: "result:7",
      money: { amount: 1000, currency: "RUB" },
      ack: { status: 200, body: "OK7" },
    };
    expect(parse(query)).toEqual(expected);
    expect(parse(query, "GET")).toEqual(expected);
    expect(parse(query.replace(signature, signature.toUpperCase()))).toEqual(expected);
  });

  it("is refused when anything signed was changed, the way the sum is written included", () => {
    for (const forged of [
      query.replace("10.000000", "10.00"),
      query.replace("InvId=7", "InvId=8"),
      query.replace("ord_1", "ord_2"),
      query.replace(signature, ""),
      query.replace(signature, signature.slice(1)),
    ]) {
      expect(parse(forged)).toMatchObject({ answer: { status: 400 } });
    }
  });

  it("may be signed with md5, where the shop is set so", () => {
    const md5 = robokassa({ ...settings, hash: "md5" });
    const body = "OutSum=10.000000&InvId=7&SignatureValue=F61A3234AD376362FF50FB42787BCFE5";
    expect(md5.parseNotification({ method: "POST", query: "", body, ...from })).toMatchObject({ ref: "7" });
  });
});

describe("the state", () => {
  it("is asked for with a signed question", async () => {
    const { asked, gateway } = answering(state(100));
    await gateway.fetchState("7");
    const signature = "6e2d89da481c52c8fd0c041ce2e20e4a04a34195eb6968bb4a1bb21177a135a9";
    expect(asked[0]?.url).toBe(
      `${settings.serviceUrl}/OpStateExt?MerchantLogin=vet&InvoiceID=7&Signature=${signature}`,
    );
  });

  const money = { amount: 150_050, currency: "RUB" };
  it.each([
    ["begun", state(5), { ok: { state: "pending" } }],
    ["cancelled", state(10), { ok: { state: "voided" } }],
    ["held", state(20), { ok: { state: "authorized", money, until: undefined } }],
    ["being credited", state(50), { ok: { state: "received" } }],
    ["sent back", state(60), { ok: { state: "returned" } }],
    ["suspended", state(80), { ok: { state: "received" } }],
    ["credited", state(100), { ok: { state: "captured", money } }],
    ["never heard of", result(3), { ok: { state: "absent" } }],
    ["asked with a wrong signature", result(1), { declined: "result_1" }],
    ["an internal failure", result(1000), { unknown: true }],
    ["a code we do not know", state(77), { unknown: true }],
    ["a sum we cannot read", state(100, "1e5"), { unknown: true }],
    ["no sum at all", state(100, "0.00"), { unknown: true }],
    ["no XML", "<html>", { unknown: true }],
    ["an error", 502, { unknown: true }],
    ["nobody there", new Error("ECONNREFUSED"), { unknown: true }],
  ])("%s is told as it is", async (_name, answer, expected) => {
    expect(await answering(answer).gateway.fetchState("7")).toEqual(expected);
  });
});

const label = (label: string) => `{"requestId":"68cd7fa6","amount":1.000000,"label":"${label}"}`;

describe("a refund", () => {
  const all = { amount: 150_050, currency: "RUB" };
  const created = '{"success":true,"message":null,"requestId":"68cd7fa6"}';
  const refused = '{"success":false,"message":"NotEnoughOperationFunds","requestId":null}';

  it("is a token over compact JSON, signed with the third password", async () => {
    const { asked, gateway } = answering(state(100), created);
    const part = { amount: 150, currency: "RUB" };
    expect(await gateway.refund("7", part, "key")).toEqual({ ok: { ref: "68cd7fa6", state: "under_way" } });
    expect(asked[1]?.url).toBe(`${settings.refundUrl}/Create`);
    expect(asked[1]?.body).toBe(
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJPcEtleSI6IjAwMDVGODkxLThDQ0QiLCJSZWZ1bmRTdW0iOjEuNX0.WrSbCcw-4Scdp5QzRexCbzBLVn7IzpxUtWXR8KVHNkA",
    );
  });

  it("names the sum even when all goes back, and the lines of the receipt", async () => {
    const { asked, gateway } = answering(state(100), created);
    await gateway.refund("7", all, "key", checkout.receipt);
    const [, payload = ""] = (asked[1]?.body ?? "").split(".");
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    expect(claims).toEqual({
      OpKey: "0005F891-8CCD",
      RefundSum: 1500.5,
      InvoiceItems: [
        {
          Name: "Консультация «Лапа»",
          Quantity: 1,
          Cost: 1500.5,
          Tax: "none",
          PaymentMethod: "full_prepayment",
          PaymentObject: "service",
        },
      ],
    });
  });

  it.each([
    ["went back already", [state(60)], { ok: { ref: "7", state: "done" } }],
    ["not paid", [state(5)], { declined: "not_captured" }],
    ["without a key of the operation", [state(100, "1500.50", "")], { declined: "not_captured" }],
    ["nothing left", [state(100), refused], { declined: "nothing_left" }],
    ["refused otherwise", [state(100), refused.replace("NotEnough", "Odd")], { declined: "refused" }],
    ["state unknown", [503], { unknown: true }],
    ["answer lost", [state(100), new Error("reset")], { unknown: true }],
    ["answer broken", [state(100), 500], { unknown: true }],
    ["answer without sense", [state(100), "[]"], { unknown: true }],
  ])("%s: told as it is", async (_name, answers, expected) => {
    expect(await answering(...answers).gateway.refund("7", all, "key")).toEqual(expected);
  });

  it("is asked after until it is done", async () => {
    const { asked, gateway } = answering(
      label("processing"),
      label("finished"),
      label("canceled"),
      "{}",
      500,
    );
    const answers = [];
    for (let time = 0; time < 5; time++) answers.push(await gateway.fetchRefund("68cd7fa6"));
    expect(answers).toEqual([
      { ok: "under_way" },
      { ok: "done" },
      { ok: "cancelled" },
      { unknown: true },
      { unknown: true },
    ]);
    expect(asked[0]?.url).toBe(`${settings.refundUrl}/GetState?id=68cd7fa6`);
  });

  it("is declined where the shop has no third password", async () => {
    const { password3: _, ...without } = settings;
    expect(await robokassa(without).refund("7", all, "key")).toEqual({ declined: "no_password3" });
  });
});
