import { profileOf, type Profile } from "../../../core/accounts/profile.ts";
import { updateProfile, type ProfileChange } from "../../../core/accounts/update.ts";
import { readName } from "../../../core/accounts/names.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { formatPhone } from "../../format.ts";
import { day, t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { myConsents } from "./my-consents.ts";
import { myData } from "./my-data.ts";
import { language } from "./language.ts";
import { askPlace } from "./place.ts";
import { askBirthDate, askEmail, askName, askPhone, openAccount, sayPhoneTaken } from "./register.ts";

/** What is kept of the owner, and all that may be done with it, until they are done. */
export async function profile(dialog: Dialog<OwnerCore>): Promise<void> {
  for (;;) {
    const known = await dialog.read(
      "profile",
      async ({ core, person }) => (await profileOf(core, person)) ?? null,
    );
    if (!known) {
      if (!(await stranger(dialog))) return;
      continue;
    }
    const wish = await dialog.choose(t("profile-card", fields(known)), [
      { value: "edit", label: t("profile-edit") },
      { value: "language", label: t("profile-language") },
      { value: "consents", label: t("profile-consents") },
      { value: "data", label: t("my-data") },
      { value: "done", label: t("done") },
    ]);
    switch (wish) {
      case "edit":
        await edit(dialog, known);
        break;
      case "language":
        await language(dialog);
        break;
      case "consents":
        await myConsents(dialog);
        break;
      case "data":
        return myData(dialog);
      case "done":
        return dialog.say(t("done-here"));
    }
  }
}

/** Not registered yet: there is nothing to show but the way to it. */
async function stranger(dialog: Dialog<OwnerCore>): Promise<boolean> {
  const wish = await dialog.choose(t("profile-none"), [
    { value: "register", label: t("account-register") },
    { value: "language", label: t("profile-language") },
    { value: "later", label: t("account-later") },
  ]);
  if (wish === "register") return openAccount(dialog);
  if (wish === "language") await language(dialog);
  else await dialog.say(t("account-without"));
  return false;
}

const fields = ({ firstName, lastName, patronymic, phone, birthDate, email, city, timeZone }: Profile) => ({
  name: [lastName, firstName, patronymic].filter(Boolean).join(" "),
  phone: formatPhone(phone),
  born: day(birthDate),
  email,
  city,
  zone: timeZone,
});

async function edit(dialog: Dialog<OwnerCore>, known: Profile): Promise<void> {
  const field = await dialog.choose(
    t("profile-edit-which"),
    [
      { value: "firstName", label: t("field-first-name") },
      { value: "lastName", label: t("field-last-name") },
      { value: "patronymic", label: t("field-patronymic") },
      { value: "phone", label: t("field-phone") },
      { value: "birthDate", label: t("field-birth-date") },
      { value: "email", label: t("field-email") },
      { value: "city", label: t("field-city") },
    ],
    { columns: 2 },
  );
  const change = await ask(dialog, field, known);
  if (!change) return;
  const result = await dialog.do("update-profile", ({ core, person }) => updateProfile(core, person, change));
  switch (result.kind) {
    case "ok":
      return dialog.say(t("profile-saved"));
    case "phone_taken":
      return sayPhoneTaken(dialog);
    case "birth_date":
      return dialog.say(t(`birth-date-${result.problem}`));
    case "not_registered":
      return; // deleted on another device meanwhile: the profile says so
    case "invalid":
      throw new Error(`profile: ${result.field}`);
  }
}

type Field = "firstName" | "lastName" | "patronymic" | "phone" | "birthDate" | "email" | "city";

/** Asks for a field's new value; `undefined` when there is none to be had. */
async function ask(
  dialog: Dialog<OwnerCore>,
  field: Field,
  known: Profile,
): Promise<ProfileChange | undefined> {
  switch (field) {
    case "firstName":
      return { firstName: await askName(dialog, t("profile-first-name", { now: known.firstName })) };
    case "lastName":
      return { lastName: await askName(dialog, t("profile-last-name", { now: known.lastName })) };
    case "patronymic":
      return { patronymic: (await askPatronymic(dialog)) ?? null };
    case "phone": {
      const phone = await askPhone(dialog, t("profile-phone"));
      return phone === undefined ? undefined : { phone };
    }
    case "birthDate":
      return { birthDate: await askBirthDate(dialog, t("register-birth-date")) };
    case "email":
      return { email: await askEmail(dialog, t("profile-email", { now: known.email })) };
    case "city": {
      const { city, zone } = await askPlace(dialog, t("profile-city"));
      return { city, timeZone: zone };
    }
  }
}

/** Not everybody has one: who has none passes it over, and it is taken away. */
const askPatronymic = (dialog: Dialog<OwnerCore>): Promise<string | undefined> =>
  dialog.ask(t("profile-patronymic"), (words) => readName(words) ?? reject(t("name-unreadable")), {
    skip: t("profile-no-patronymic"),
  });
