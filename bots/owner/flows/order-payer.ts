import { readPhone } from "../../../core/accounts/phone.ts";
import { profileOf, type Profile } from "../../../core/accounts/profile.ts";
import type { Payer } from "../../../core/orders/create.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { formatPhone } from "../../format.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { askEmail, askName } from "./register.ts";

/** Asks who pays; the profile's own answers are one press away. `undefined`: the account is gone. */
export async function askPayer(dialog: Dialog<OwnerCore>): Promise<Payer | undefined> {
  const known = await dialog.read(
    "payer",
    async ({ core, person }) => (await profileOf(core, person)) ?? null,
  );
  if (!known) return undefined;
  const name = await askFullName(dialog, known);
  const phone = await askOrderPhone(dialog, known.phone);
  const email = await askReceiptEmail(dialog, known.email);
  return { ...name, phone, ...(email !== undefined && { email }) };
}

async function askFullName(
  dialog: Dialog<OwnerCore>,
  { firstName, lastName }: Pick<Profile, "firstName" | "lastName">,
) {
  const same = await dialog.confirm(t("order-name", { name: `${firstName} ${lastName}` }), {
    yes: t("order-as-is"),
    no: t("order-other"),
  });
  if (same) return { firstName, lastName };
  return {
    firstName: await askName(dialog, t("order-first-name")),
    lastName: await askName(dialog, t("order-last-name")),
  };
}

async function askOrderPhone(dialog: Dialog<OwnerCore>, known: string): Promise<string> {
  const same = await dialog.confirm(t("order-phone", { phone: formatPhone(known) }), {
    yes: t("order-as-is"),
    no: t("order-other"),
  });
  if (same) return known;
  return dialog.ask(t("order-new-phone"), (words) => readPhone(words) ?? reject(t("order-phone-unreadable")));
}

async function askReceiptEmail(dialog: Dialog<OwnerCore>, known: string): Promise<string | undefined> {
  const wish = await dialog.choose(t("order-receipt", { email: known }), [
    { value: "known", label: t("order-receipt-known") },
    { value: "other", label: t("order-receipt-other") },
    { value: "none", label: t("order-receipt-none") },
  ]);
  if (wish === "none") return undefined;
  return wish === "known" ? known : askEmail(dialog, t("order-email"));
}
