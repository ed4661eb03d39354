import { readName } from "../../../core/accounts/names.ts";
import { Sex } from "../../../prisma/generated/enums.ts";
import type { Profile } from "../../../core/accounts/profile.ts";
import { updateProfile, type ProfileChange } from "../../../core/accounts/update.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { askPlace } from "./place.ts";
import { askBirthDate, askEmail, askGivenName, askName, askPhone, sayPhoneTaken } from "./register.ts";

/** Asks for one field anew and keeps it. */
export async function editProfile(dialog: Dialog<OwnerCore>, known: Profile): Promise<void> {
  const field = await dialog.choose(
    t("profile-edit-which"),
    [
      { value: "firstName", label: t("field-first-name") },
      { value: "lastName", label: t("field-last-name") },
      { value: "patronymic", label: t("field-patronymic") },
      { value: "sex", label: t("field-sex") },
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

type Field = "firstName" | "lastName" | "patronymic" | "sex" | "phone" | "birthDate" | "email" | "city";

/** Asks for a field's new value; `undefined` when there is none to be had. */
async function ask(
  dialog: Dialog<OwnerCore>,
  field: Field,
  known: Profile,
): Promise<ProfileChange | undefined> {
  switch (field) {
    case "firstName": {
      const { firstName, patronymic } = await askGivenName(
        dialog,
        t("profile-first-name", { now: known.firstName }),
      );
      return { firstName, ...(patronymic !== undefined && { patronymic }) };
    }
    case "lastName":
      return { lastName: await askName(dialog, t("profile-last-name", { now: known.lastName })) };
    case "patronymic":
      return { patronymic: (await askPatronymic(dialog)) ?? null };
    case "sex":
      return { sex: await askSex(dialog) };
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

const askSex = (dialog: Dialog<OwnerCore>): Promise<Sex> =>
  dialog.choose(
    t("profile-sex"),
    Object.values(Sex).map((sex) => ({ value: sex, label: t(`sex-${sex}`) })),
  );
