import type { Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { contacts } from "./contacts.ts";
import { faq } from "./faq.ts";
import { legal } from "./legal.ts";

/** Answers, contacts and documents. */
export async function useful(dialog: Dialog<OwnerCore>): Promise<void> {
  const what = await dialog.choose(t("useful"), [
    { value: "faq", label: t("useful-faq") },
    { value: "contacts", label: t("useful-contacts") },
    { value: "legal", label: t("useful-legal") },
  ]);
  const pages = { faq, contacts, legal };
  await pages[what](dialog);
}
