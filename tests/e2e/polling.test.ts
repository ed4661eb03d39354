import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSandbox, type RunningSandbox } from "../support/sandbox.ts";

describe("the service without a public address", () => {
  let running: RunningSandbox;
  beforeAll(async () => {
    const gateway = Object.fromEntries(
      [
        "LOGIN",
        "PASSWORD1",
        "PASSWORD2",
        "PASSWORD3",
        "HASH",
        "PAYMENT_URL",
        "SERVICE_URL",
        "REFUND_URL",
      ].map((name) => [`ROBOKASSA_${name}`, ""]),
    );
    running = await runSandbox({ PUBLIC_URL: "", ...gateway });
  });
  afterAll(() => running.close());

  it("polls for updates, shows what there is, and says that nothing can be bought now", async () => {
    const { control } = running;
    const bots = await control.bots();
    expect(bots.filter(({ webhook }) => webhook?.url)).toEqual([]);
    const anna = await control.person({ first_name: "Anna", language_code: "en" });
    const chat = anna.at("pawline_bot");
    await chat.start();
    await chat.press("English");
    await chat.press("Buy a consultation");
    await chat.press("Order");
    const { text, buttons } = (await chat.last()) ?? {};
    expect(text).toMatch(/cannot be bought|not possible|unavailable|can.t be (bought|ordered|paid)/i);
    expect(buttons?.flat().length).toBeGreaterThan(0);
    expect(await control.violations()).toEqual([]);
  });
});
