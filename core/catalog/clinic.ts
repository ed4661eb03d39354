import { z } from "zod";
import type { Core } from "../platform/core.ts";
import { bankDetails, type BankDetails } from "./bank.ts";
import { openingHours, type OpeningHours } from "./hours.ts";
import { wordsOf, type Words } from "./words.ts";

export interface ClinicInfo {
  readonly name: Words;
  readonly address: Words;
  readonly about: Words;
  /** E.164. */
  readonly phone: string;
  readonly email: string;
  /** Telegram account or channel, without @. */
  readonly telegram: string | undefined;
  /** IANA zone. */
  readonly timeZone: string;
  /** In that zone; see `isOpen`, `opensAt`, `hoursLines` (hours.ts). */
  readonly hours: readonly OpeningHours[];
  /** Where transfers go; undefined: nothing is paid by transfer. */
  readonly bank: BankDetails | undefined;
}

/** The clinic; undefined until a catalogue is imported. */
export async function clinicInfo(core: Core): Promise<ClinicInfo | undefined> {
  const row = await core.db.clinic.findFirst();
  if (!row) return undefined;
  return {
    name: wordsOf(row.name),
    address: wordsOf(row.address),
    about: wordsOf(row.about),
    phone: row.phone,
    email: row.email,
    telegram: row.telegram ?? undefined,
    timeZone: row.timeZone,
    hours: z.array(openingHours).parse(row.hours),
    bank: row.bank === null ? undefined : bankDetails.parse(row.bank),
  };
}
