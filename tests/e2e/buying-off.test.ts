import { expect, test } from "vitest";
import { townForFile } from "./support/town.ts";
import { words } from "./support/words.ts";

/** A service without a public address: updates are polled, and no gateway could reach it. */
const town = townForFile(
  {
    PUBLIC_URL: "",
    ROBOKASSA_LOGIN: "",
    ROBOKASSA_PASSWORD1: "",
    ROBOKASSA_PASSWORD2: "",
    ROBOKASSA_PASSWORD3: "",
    ROBOKASSA_HASH: "",
    ROBOKASSA_PAYMENT_URL: "",
    ROBOKASSA_SERVICE_URL: "",
    ROBOKASSA_REFUND_URL: "",
  },
  ["PUBLIC_URL is not set: updates are polled, and nothing can be bought."],
);

test.each(["ru", "en"] as const)(
  "without a gateway it is said before anything is asked, and support is offered (%s)",
  async (locale) => {
    const owner = await town.owner(locale);
    await owner.settle();
    await owner.press("menu-buy");
    await owner.press("offer-order");
    const said = await owner.learns("order-buying-off");
    expect(said.buttons.flat().map(({ text }) => text)).toEqual([words(locale, "to-support")]);
    await owner.press("to-support");
    await owner.learns("support-open");
  },
);
