import { messengersOf, otherMessenger } from "../../../core/accounts/link/messengers.ts";
import { profileOf, type Profile } from "../../../core/accounts/profile.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { formatPhone } from "../../format.ts";
import { day, moment, t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { language } from "./language.ts";
import { elsewhere, link } from "./link.ts";
import { messengers } from "./messengers.ts";
import { myConsents } from "./my-consents.ts";
import { myData } from "./my-data.ts";
import { editProfile } from "./profile-edit.ts";
import { openAccount } from "./register.ts";

/** What is kept of the owner, and all that may be done with it, until they are done. */
export async function profile(dialog: Dialog<OwnerCore>): Promise<void> {
  for (;;) {
    const { known, now, other } = await dialog.read("profile", async ({ core, person, channel }) => ({
      known: (await profileOf(core, person)) ?? null,
      other: otherMessenger(core, channel) !== undefined || (await messengersOf(core, person)).length > 1,
      now: core.clock.now().toISOString(),
    }));
    if (!known) {
      if (!(await stranger(dialog))) return;
      continue;
    }
    const wish = await dialog.choose(t("profile-card", fields(known, now)), [
      { value: "edit", label: t("profile-edit") },
      { value: "language", label: t("profile-language") },
      { value: "consents", label: t("profile-consents") },
      ...(other ? [{ value: "messengers", label: t("messengers") } as const] : []),
      { value: "data", label: t("my-data") },
      { value: "done", label: t("done") },
    ]);
    switch (wish) {
      case "edit":
        await editProfile(dialog, known);
        break;
      case "language":
        await language(dialog);
        break;
      case "consents":
        await myConsents(dialog);
        break;
      case "messengers":
        if (!(await messengers(dialog))) return;
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
  const other = await elsewhere(dialog);
  const wish = await dialog.choose(t("profile-none"), [
    { value: "register", label: t("account-register") },
    ...(other ? [{ value: "link", label: t("link-have") } as const] : []),
    { value: "language", label: t("profile-language") },
    { value: "later", label: t("account-later") },
  ]);
  if (wish === "register") return openAccount(dialog);
  if (wish === "language") await language(dialog);
  else if (wish === "link") await link(dialog);
  else await dialog.say(t("account-without"));
  return false;
}

const fields = ({ firstName, lastName, patronymic, ...known }: Profile, now: string) => ({
  name: [firstName, patronymic, lastName].filter(Boolean).join(" "),
  phone: formatPhone(known.phone),
  born: day(known.birthDate),
  sex: known.sex ? t(`sex-${known.sex}`) : t("profile-sex-untold"),
  email: known.email,
  city: known.city,
  time: moment(now, known.timeZone, "time"),
});
