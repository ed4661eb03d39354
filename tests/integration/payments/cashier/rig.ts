import { afterAll, beforeAll, expect } from "vitest";
import { staffChat, type Told } from "../administrator.ts";
import { openShop, withWays } from "../shop.ts";

export const last = (told: Told[]): Told => {
  const found = told.at(-1);
  if (!found) throw new Error("nothing was said");
  return found;
};

export const words = (told: Told[]): string =>
  told
    .map(({ text }) => text)
    .join("\n---\n")
    .replaceAll(/[\u00a0\u202f]/g, " ");

export const labels = (told: Told | undefined): string[] => told?.menu.flat().map(({ label }) => label) ?? [];

export type Chat = Awaited<ReturnType<typeof staffChat>>;

/** Opens the cashier's menu and presses one of its buttons. */
export async function open(chat: Chat, label: string): Promise<Told[]> {
  return chat.press(last(await chat.command("cashier")), label);
}

/** A shop that takes cards and transfers, and Irina, its cashier, for the whole file. */
export async function cashierForFile() {
  const shop = await openShop();
  const { bank, core, db } = shop;
  afterAll(() => shop.close());
  beforeAll(() => withWays(shop, "with bank"));
  let numbers = 0;

  /** Fills a transfer in, all but the last yes; the summary. */
  async function fillIn(
    chat: Chat,
    reference: string,
    amount: string,
    number = `B/${++numbers}`,
  ): Promise<Told> {
    await open(chat, "🏦 Confirm a transfer");
    await chat.write(reference);
    const date = last(await chat.write(amount));
    await chat.press(date, "Today");
    return last(await chat.write(number));
  }

  return {
    shop,
    irina: await staffChat(core, "cashier"),
    /** An order with an invoice for a bank transfer. */
    invoiced: async (wish: { package?: string } = {}) => {
      const owner = await shop.owner();
      const made = await shop.order(owner, wish);
      const body = new URLSearchParams({ email: "", choice: "bank-transfer.RUB" });
      await fetch(`${made.link}/pay`, { method: "POST", body, redirect: "manual" });
      const attempt = await db.paymentAttempt.findFirstOrThrow({ where: { orderId: made.id } });
      return { ...made, owner, reference: attempt.ref ?? "" };
    },
    /** An order that was paid by card. */
    paid: async (wish: { package?: string } = {}) => {
      const owner = await shop.owner();
      const made = await shop.order(owner, wish);
      await bank.press(await shop.go(made.link, "", "russian-card.RUB"), "pay");
      expect(await shop.state(made.id)).toBe("paid");
      return { ...made, owner };
    },
    /** Fills a transfer in and confirms it; what was said to that. */
    confirm: async (chat: Chat, reference: string, amount: string): Promise<string> =>
      words(await chat.press(await fillIn(chat, reference, amount), "✅ Yes, it came")),
  };
}
