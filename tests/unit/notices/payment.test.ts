import { describe, expect, test } from "vitest";
import { renderPaymentNotice } from "../../../bots/owner/notices/payment.ts";
import { locales, render } from "../../../bots/texts.ts";
import type { WayBack } from "../../../core/payments/way-back.ts";

const reasons = ["paid_twice", "promo_gone", "unneeded", "sessions", "decided"] as const;

const said = (locale: (typeof locales)[number], reason: (typeof reasons)[number], way: WayBack): string => {
  const notice = { kind: "orderRefunded", order: 17, amount: 49_900, currency: "RUB", reason, way } as const;
  return render(locale, renderPaymentNotice(notice, { locale, zone: "Europe/Moscow" }).text);
};

describe.each(locales)("money that went back, in %s", (locale) => {
  test.each(reasons)("is said to come the way it was paid (%s)", (reason) => {
    const words = (["card", "transfer", "telegram"] as const).map((way) => said(locale, reason, way));
    expect(new Set(words).size).toBe(3);
    const [card = "", transfer = "", telegram = ""] = words;
    expect(card).toMatch(/card|карту/);
    expect(transfer).not.toMatch(/card|карт/);
    expect(telegram).toContain("Telegram");
    expect(telegram).toMatch(/17/);
  });
});
