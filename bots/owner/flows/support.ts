import { readName } from "../../../core/accounts/names.ts";
import { readPhone } from "../../../core/accounts/phone.ts";
import type { Contact } from "../../../core/support/contact.ts";
import { giveContact, openSupport, supportContactNeeded } from "../../../core/support/open.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { render, t, type Text } from "../../texts.ts";
import { keepWords, sendKept } from "../kept.ts";
import { troublePaying } from "../paying.ts";
import { say } from "../say.ts";
import { sayScreen } from "../screens/screen.ts";
import { supportScreen } from "../screens/support.ts";
import type { OwnerCore } from "../turn.ts";

/**
 * Opens the support chat, which plain messages go to from then on; what was kept for want of an addressee goes there
 * too. Who has no account is asked once how to call and reach them.
 * @param order number of an order that cannot be paid: support reads of it first
 */
export async function support(dialog: Dialog<OwnerCore>, order?: string): Promise<void> {
  const needed = await dialog.read("contact-needed", ({ core, person }) =>
    supportContactNeeded(core, person),
  );
  const contact = needed ? await askContact(dialog) : undefined;
  const { locale } = await dialog.person();
  const sent = await dialog.do("open-support", async (owner) => {
    const { core, person, channel } = owner;
    const { conversation } = await openSupport(core, person);
    if (contact) await giveContact(core, person, contact);
    const speaker = { core, person, channel, locale };
    const writer = { ...speaker, say: (text: Text, options = {}) => say(speaker, text, options) };
    if (order !== undefined)
      await keepWords(owner, render(locale, await troublePaying(owner, locale, order)));
    return sendKept(writer, conversation);
  });
  await sayScreen(dialog, "support", (viewer) => supportScreen(viewer, sent));
}

async function askContact(dialog: Dialog<OwnerCore>): Promise<Contact> {
  const name = await dialog.ask(
    t("support-name"),
    (words) => readName(words) ?? reject(t("name-unreadable")),
  );
  const phone = await askPhone(dialog, name);
  // A share button took the menu's place: this line brings the menu back.
  await dialog.say(t("support-thanks", { name }));
  return { name, phone };
}

/** A phone at which support can call back: shared, or typed. Whose it is does not matter here. */
async function askPhone(dialog: Dialog<OwnerCore>, name: string): Promise<string> {
  for (let question = t("support-phone", { name }); ; question = t("support-phone-unreadable")) {
    const phone = readPhone((await dialog.askContact(question, { typed: true })).phone);
    if (phone !== undefined) return phone;
  }
}
