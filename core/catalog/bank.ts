import { z } from "zod";

const digits = (form: RegExp, what: string) => z.string().regex(form, `is not ${what}`);

/**
 * Where transfers go: an account in roubles at a Russian bank, as a payment order (form 0401060) asks for it. The last
 * digits of an account number check the whole of it together with the bank's BIC: a mistake of typing is found here
 * and not by the payers.
 */
export const bankDetails = z
  .strictObject({
    /** As it is registered. */
    recipient: z.string().trim().min(1).max(160),
    inn: digits(/^\d{10}(\d{2})?$/, "an INN of 10 or 12 digits"),
    /** None for a sole trader. */
    kpp: digits(/^\d{9}$/, "a KPP of 9 digits").optional(),
    bank: z.string().trim().min(1).max(160),
    bic: digits(/^\d{9}$/, "a BIC of 9 digits"),
    account: digits(/^\d{20}$/, "an account number of 20 digits"),
    correspondentAccount: digits(/^\d{20}$/, "an account number of 20 digits"),
  })
  .refine(({ bic, account }) => checks(bic.slice(-3) + account), {
    path: ["account"],
    error: "cannot be an account of this bank: a digit of it or of the BIC is wrong",
  })
  .refine(({ bic, correspondentAccount }) => checks(`0${bic.slice(4, 6)}${correspondentAccount}`), {
    path: ["correspondentAccount"],
    error: "cannot be this bank's account: a digit of it or of the BIC is wrong",
  });

export type BankDetails = z.output<typeof bankDetails>;

/** The currency of the account. */
export const TRANSFER_CURRENCY = "RUB";

/** The Central Bank's key of an account: weighted 7, 1, 3 all along, the last digits add up to a multiple of ten. */
function checks(digits: string): boolean {
  const weights = [7, 1, 3];
  const sum = Array.from(digits).reduce(
    (sum, digit, at) => sum + ((Number(digit) * (weights[at % 3] ?? 0)) % 10),
    0,
  );
  return sum % 10 === 0;
}
