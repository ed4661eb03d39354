import { createHash, createHmac, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { RawNotification } from "../../../core/payments/gateway.ts";
import { robokassa, type RobokassaSettings } from "../../../core/payments/gateways/robokassa.ts";
import { holdKeys } from "../../support/robokassa.ts";

const [theirs, stranger] = [holdKeys(), holdKeys()];

const settings: RobokassaSettings = {
  login: "vet",
  password1: "first",
  password2: "second",
  password3: "third",
  hash: "sha256",
  test: false,
  hold: {
    certificate: theirs.publicKey,
    notifyUrl: "https://pawline.example.com/webhooks/robokassa/result2",
    confirmUrl: "https://auth.robokassa.ru/Merchant/Payment",
  },
  paymentUrl: "https://auth.robokassa.ru/Merchant/Index.aspx",
  serviceUrl: "https://auth.robokassa.ru/Merchant/WebService/Service.asmx",
  refundUrl: "https://services.robokassa.ru/RefundService/Refund",
  tax: "none",
};

const sha256 = (base: string) => createHash("sha256").update(base).digest("hex");
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

const payload = (data: object = {}) => ({
  header: { type: "PaymentStateNotification", version: "1.0.0", timestamp: "1763971200" },
  data: {
    shop: "vet",
    opKey: "14D2B521-4EAB",
    invId: "7",
    paymentMethod: "BankCard",
    incSum: "1500.50",
    state: "HOLD",
    ...data,
  },
});

function token(
  body: unknown = payload(),
  key = theirs.privateKey,
  header: object = { alg: "RS256" },
): string {
  const signed = `${part(header)}.${part(body)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

const raw = (body: string): RawNotification => ({
  method: "POST",
  query: "",
  body,
  headers: { "content-type": "application/json; charset=utf-8" },
  ip: "185.59.216.65",
});

describe("what is told of a hold", () => {
  const { parseNotification } = robokassa(settings);

  it("is taken with Robokassa's signature, and says no sum", () => {
    expect(parseNotification(raw(token()))).toEqual({
      ref: "7",
      eventKey: "result2:7:14D2B521-4EAB:HOLD",
      money: undefined,
      ack: { status: 200, body: "OK" },
    });
  });

  it("is another event when the state is another", () => {
    expect(parseNotification(raw(token(payload({ state: "OK" }))))).toMatchObject({
      eventKey: "result2:7:14D2B521-4EAB:OK",
    });
  });

  const [head = "", , signature = ""] = token().split(".");
  const none = `${part({ alg: "none" })}.${part(payload())}`;
  const hmac = `${part({ alg: "HS256" })}.${part(payload())}`;
  it.each([
    ["another's key", token(payload(), stranger.privateKey), "bad_signature"],
    [
      "another payment under a true signature",
      `${head}.${part(payload({ invId: "8" }))}.${signature}`,
      "bad_signature",
    ],
    ["a payment of another shop, truly signed", token(payload({ shop: "other" })), "bad_source"],
    ["no signature", `${none}.`, "malformed"],
    ["a signature of no kind", `${none}.${signature}`, "malformed"],
    [
      "the public key used as a secret",
      `${hmac}.${createHmac("sha256", theirs.publicKey).update(hmac).digest("base64url")}`,
      "malformed",
    ],
    ["another kind of message", token({ ...payload(), header: { type: "Other" } }), "malformed"],
    ["a number that is none", token(payload({ invId: "7; drop" })), "malformed"],
    ["JSON", JSON.stringify(payload()), "malformed"],
    ["a token in quotes", JSON.stringify(token()), "malformed"],
  ])("is refused: %s", (_name, body, reject) => {
    expect(parseNotification(raw(body))).toMatchObject({ reject, answer: { status: 400 } });
  });

  it("is refused by a shop that holds nothing", () => {
    const { hold: _none, ...without } = settings;
    expect(robokassa(without).parseNotification(raw(token()))).toMatchObject({ reject: "malformed" });
  });
});

const held = `<OperationStateResponse><Result><Code>0</Code></Result>
  <State><Code>20</Code><StateDate>2026-11-23T12:00:00.1234567+03:00</StateDate></State>
  <Info><OutSum>1500.500000</OutSum><OpKey>14D2B521-4EAB</OpKey></Info></OperationStateResponse>`;

function answering(...answers: string[]) {
  const asked: { readonly url: string; readonly fields: Record<string, string> }[] = [];
  const gateway = robokassa(settings, (url, init) => {
    const body = typeof init?.body === "string" ? init.body : "";
    asked.push({
      url: typeof url === "string" ? url : "",
      fields: Object.fromEntries(new URLSearchParams(body)),
    });
    return Promise.resolve(new Response(answers.shift()));
  });
  return { asked, gateway };
}

const money = { amount: 150_050, currency: "RUB" };

describe("a hold", () => {
  it("is asked for by the link, signed in the documented slots", async () => {
    const opened = await robokassa(settings).createCheckout({
      key: "attempt",
      invoice: 7n,
      money,
      description: "Консультация",
      receipt: [{ name: "Консультация", sum: 150_050 }],
      email: undefined,
      locale: "ru",
      returnUrl: "https://pawline.example.com/p/token/return",
      expiresAt: new Date("2026-11-23T12:30:00Z"),
      hold: true,
    });
    const query = new URL("ok" in opened ? opened.ok.url : "").searchParams;
    const back = "https://pawline.example.com/p/token/return";
    expect(query.get("StepByStep")).toBe("true");
    expect(query.get("SignatureValue")).toBe(
      sha256(
        `vet:1500.50:7:${query.get("Receipt")}:true:${settings.hold?.notifyUrl}:${back}:GET:${back}:GET:first`,
      ),
    );
  });

  it("lasts seven days from when it was made", async () => {
    expect(await answering(held).gateway.fetchState("7")).toEqual({
      ok: { state: "authorized", money, until: new Date("2026-11-30T09:00:00.123Z") },
    });
  });

  it("is taken with the sum in the signature", async () => {
    const { asked, gateway } = answering(held, '"success: true"');
    expect(await gateway.capture("7", money, "key")).toEqual({ ok: "captured" });
    expect(asked[1]).toEqual({
      url: "https://auth.robokassa.ru/Merchant/Payment/Confirm",
      fields: {
        MerchantLogin: "vet",
        OutSum: "1500.50",
        InvoiceID: "7",
        SignatureValue: sha256("vet:1500.50:7:first"),
      },
    });
  });

  it("is taken with the receipt in the signature where there is one", async () => {
    const { asked, gateway } = answering(held, '"success: true"');
    await gateway.capture("7", money, "key", [{ name: "Консультация", sum: 150_050 }]);
    const { Receipt = "", SignatureValue } = asked[1]?.fields ?? {};
    expect(decodeURIComponent(Receipt)).toContain('"sum":1500.5');
    expect(SignatureValue).toBe(sha256(`vet:1500.50:7:${Receipt}:first`));
  });

  it("is let go with an empty slot for the sum", async () => {
    const { asked, gateway } = answering(held, '"success: true"');
    expect(await gateway.void("7", "key")).toEqual({ ok: "voided" });
    expect(asked[1]?.url).toBe("https://auth.robokassa.ru/Merchant/Payment/Cancel");
    expect(asked[1]?.fields["SignatureValue"]).toBe(sha256("vet::7:first"));
  });

  it("is not asked to be taken in part: Robokassa takes it whole", async () => {
    const { asked, gateway } = answering(held, '"success: true"');
    expect(await gateway.capture("7", { ...money, amount: 100_000 }, "key")).toEqual({
      declined: "only_whole",
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["refused", '"success: false"', { declined: "refused" }],
    ["answered with a page", "<html>", { unknown: true }],
  ])("is not taken when it is %s", async (_name, answer, expected) => {
    expect(await answering(held, answer).gateway.capture("7", money, "key")).toEqual(expected);
  });
});
