import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../core/platform/config.ts";
import { config, live, named, selling } from "./support.ts";

describe("a shop at Robokassa", () => {
  it("takes addresses without a slash at the end and knows Robokassa's own", () => {
    expect(config(selling)).toMatchObject({
      publicUrl: "https://pawline.example.com",
      robokassa: {
        login: "brindle-tail",
        hash: "sha256",
        test: false,
        paymentUrl: "https://auth.robokassa.ru/Merchant/Index.aspx",
        serviceUrl: "https://auth.robokassa.ru/Merchant/WebService/Service.asmx",
        refundUrl: "https://services.robokassa.ru/RefundService/Refund",
        tax: "none",
      },
    });
  });

  it("refuses payments without a public address", () => {
    expect(named({ ...selling, PUBLIC_URL: undefined })).toEqual(["PUBLIC_URL"]);
  });

  it.each(["LOGIN", "PASSWORD1", "PASSWORD2"])("refuses a shop without its %s", (part) => {
    expect(named({ ...selling, [`ROBOKASSA_${part}`]: undefined })).toEqual([`ROBOKASSA_${part}`]);
  });

  it("says that refunds are made by hand without the third password", () => {
    const read = readConfig({ ...selling, ROBOKASSA_PASSWORD3: undefined });
    expect("remarks" in read && read.remarks).toEqual([
      expect.stringMatching(/^ROBOKASSA_PASSWORD3 is not set/),
    ]);
    expect(named({ ...live, ROBOKASSA_PASSWORD3: "password-three" })).toContain("ROBOKASSA_LOGIN");
  });

  it("refuses passwords that are the same", () => {
    expect(named({ ...selling, ROBOKASSA_PASSWORD2: "password-one" })).toEqual(["ROBOKASSA_PASSWORD1"]);
  });

  it("asks for second receipts where the shop's receipts are made by Robokassa", () => {
    expect(config({ ...selling, ROBOKASSA_SECOND_RECEIPT: "1" })).toMatchObject({
      robokassa: {
        settlement: {
          receiptUrl: "https://ws.roboxchange.com/RoboFiscal/Receipt",
          siteUrl: "https://pawline.example.com",
        },
      },
    });
    expect(config(selling)).toMatchObject({ robokassa: { settlement: undefined } });
  });

  it("takes a hold with its certificate, and not in test mode", () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const holding = { ...selling, ROBOKASSA_HOLD: "1", ROBOKASSA_CERTIFICATE: pem };
    const oneLine = pem.trim().replaceAll("\n", String.raw`\n`);
    for (const certificate of [pem, oneLine]) {
      expect(config({ ...holding, ROBOKASSA_CERTIFICATE: certificate })).toMatchObject({
        robokassa: {
          hold: {
            certificate: pem,
            confirmUrl: "https://auth.robokassa.ru/Merchant/Payment",
            notifyUrl: "https://pawline.example.com/webhooks/robokassa/result2",
          },
        },
      });
    }
    expect(named({ ...holding, ROBOKASSA_CERTIFICATE: undefined })).toEqual(["ROBOKASSA_CERTIFICATE"]);
    expect(named({ ...holding, ROBOKASSA_CERTIFICATE: "no/such/file.cer" })).toEqual([
      "ROBOKASSA_CERTIFICATE",
    ]);
    expect(named({ ...holding, ROBOKASSA_TEST: "1" })).toEqual(["ROBOKASSA_HOLD"]);
  });

  it("refuses a misspelt variable of the shop", () => {
    expect(named({ ...selling, ROBOKASSA_PASWORD3: "password-three" })).toEqual(["ROBOKASSA_PASWORD3"]);
  });
});
