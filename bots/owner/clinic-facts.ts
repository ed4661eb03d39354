import type { ClinicInfo } from "../../core/catalog/clinic.ts";
import { localized } from "../../core/catalog/words.ts";
import type { Stored } from "../dialog/dialog.ts";
import { formatPhone } from "../format.ts";
import { t, type Locale, type Text } from "../texts.ts";

/** How the clinic can be reached, a line each. */
export function clinicFacts(clinic: Stored<ClinicInfo>, locale: Locale): Text[] {
  return [
    t("contacts-phone", { phone: formatPhone(clinic.phone) }),
    t("contacts-email", { email: clinic.email }),
    ...(clinic.telegram === undefined ? [] : [t("contacts-telegram", { name: clinic.telegram })]),
    t("contacts-address", { address: localized(clinic.address, locale) }),
  ];
}
