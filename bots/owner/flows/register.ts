import { birthDateProblem } from "../../../core/accounts/birth-date.ts";
import { readDay } from "../../../core/accounts/days.ts";
import { readEmail } from "../../../core/accounts/email.ts";
import { readGivenName, readName, type GivenName } from "../../../core/accounts/names.ts";
import { readPhone } from "../../../core/accounts/phone.ts";
import { isRegistered, phoneTaken } from "../../../core/accounts/profile.ts";
import { register as registerOwner, type Registered } from "../../../core/accounts/register.ts";
import type { Profile } from "../../../core/accounts/profile.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { t, type Text } from "../../texts.ts";
import { actionData, type OwnerCore } from "../turn.ts";
import { addPetButton, buyButton, supportButton } from "./buttons.ts";
import { askConsents } from "./consents.ts";
import { elsewhere } from "./link.ts";
import { askPlace } from "./place.ts";

/** Registration for its own sake, from a button or the profile. */
export async function register(dialog: Dialog<OwnerCore>): Promise<void> {
  const known = await dialog.read("registered", ({ core, person }) => isRegistered(core, person));
  if (known) return dialog.say(t("registered-already"));
  if (await openAccount(dialog))
    await dialog.say(t("registered-next"), { menu: [[addPetButton], [buyButton]] });
}

/** Asks for all that an account holds and opens it. False: it could not be opened, and the person knows why. */
export async function openAccount(dialog: Dialog<OwnerCore>): Promise<boolean> {
  const phone = await askPhone(dialog, t("register-phone"));
  if (phone === undefined) return false;
  await dialog.say(t("register-phone-thanks"));
  const { firstName, patronymic, lastName: told } = await askGivenName(dialog, t("register-first-name"));
  const lastName = await askName(
    dialog,
    t("register-last-name", { name: [firstName, patronymic].filter(Boolean).join(" ") }),
    told === undefined ? [] : [told],
  );
  const birthDate = await askBirthDate(dialog, t("register-birth-date"));
  const email = await askEmail(dialog, t("register-email"));
  const place = await askPlace(dialog, t("register-city"));
  const given: Profile = {
    phone,
    firstName,
    lastName,
    // "Roman Abramovich" may have been a first name and a surname.
    ...(patronymic !== undefined && patronymic !== lastName && { patronymic }),
    birthDate,
    email,
    city: place.city,
    timeZone: place.zone,
  };
  for (;;) {
    if (!(await askConsents(dialog))) return false;
    const result = await dialog.do("register", ({ core, person }) => registerOwner(core, person, given));
    if (result.kind === "consent") continue; // a text changed between the question and now
    return settled(dialog, result);
  }
}

async function settled(
  dialog: Dialog<OwnerCore>,
  result: Exclude<Registered, { kind: "consent" }>,
): Promise<boolean> {
  switch (result.kind) {
    case "ok":
      await dialog.say(t("registered"));
      return true;
    case "phone_taken":
      await sayPhoneTaken(dialog);
      return false;
    case "birth_date":
      // Their zone, known only now, has not reached that birthday yet.
      await dialog.say(t(`birth-date-${result.problem}`));
      return false;
    case "invalid":
      throw new Error(`registration: ${result.field}`);
  }
}

/** Asks for the person's own number by the share button. `undefined`: another account has it, which was said. */
export async function askPhone(dialog: Dialog<OwnerCore>, text: Text): Promise<string | undefined> {
  for (let question = text; ;) {
    const contact = await dialog.askContact(question);
    const phone = contact.own ? readPhone(contact.phone) : undefined;
    if (phone === undefined) {
      question = t(contact.own ? "phone-unreadable" : "phone-not-own");
      continue;
    }
    const taken = await dialog.read("phone-taken", ({ core, person }) => phoneTaken(core, person, phone));
    if (!taken) return phone;
    await sayPhoneTaken(dialog);
    return undefined;
  }
}

/** The account may well be their own, in their other messenger. */
export async function sayPhoneTaken(dialog: Dialog<OwnerCore>): Promise<void> {
  const other = await elsewhere(dialog);
  const have = other ? [[{ label: t("link-have"), data: actionData("link") }]] : [];
  await dialog.say(t("phone-taken"), { menu: [...have, [supportButton]] });
}

/** Asks how somebody is called: one question, and who has a patronymic may answer with it. */
export const askGivenName = (dialog: Dialog<OwnerCore>, text: Text): Promise<GivenName> =>
  dialog.ask(text, (words) => readGivenName(words) ?? reject(t("name-unreadable")));

export const askName = (
  dialog: Dialog<OwnerCore>,
  text: Text,
  suggest: readonly string[] = [],
): Promise<string> =>
  dialog.ask(text, (words) => readName(words) ?? reject(t("name-unreadable")), { suggest });

export const askEmail = (
  dialog: Dialog<OwnerCore>,
  text: Text,
  suggest: readonly string[] = [],
): Promise<string> =>
  dialog.ask(text, (words) => readEmail(words) ?? reject(t("email-unreadable")), { suggest });

/** Asks for a birth date until it is one of somebody who may hold an account. */
export async function askBirthDate(dialog: Dialog<OwnerCore>, text: Text): Promise<string> {
  for (let question = text; ;) {
    const day = await dialog.ask(question, (words) => readDay(words) ?? reject(t("birth-date-unreadable")));
    const zone = (await dialog.person()).zone ?? "UTC";
    const problem = await dialog.read("birth-date", async ({ core }) =>
      birthDateProblem(day, core.clock.now(), zone),
    );
    if (!problem) return day;
    question = t(`birth-date-${problem}`);
  }
}
