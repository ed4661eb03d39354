import type { Sex } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { fromColumn } from "./days.ts";

/** What a registered owner told about themselves. */
export interface Profile {
  readonly firstName: string;
  readonly lastName: string;
  readonly patronymic?: string;
  /** Absent: never told. */
  readonly sex?: Sex;
  /** E.164. */
  readonly phone: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly email: string;
  /** As its owner calls it. */
  readonly city: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** The profile of an owner, or `undefined` when the person has not registered. */
export async function profileOf(core: Core, person: string): Promise<Profile | undefined> {
  const owner = await core.db.owner.findUnique({
    where: { id: person },
    include: { person: { select: { timeZone: true } } },
  });
  if (!owner) return undefined;
  const { firstName, lastName, patronymic, sex, phone, email, city } = owner;
  return {
    firstName,
    lastName,
    ...(patronymic !== null && { patronymic }),
    ...(sex !== null && { sex }),
    phone,
    birthDate: fromColumn(owner.birthDate),
    email,
    city,
    timeZone: owner.person.timeZone ?? "UTC",
  };
}

/** Whether the person has registered. */
export async function isRegistered(core: Core, person: string): Promise<boolean> {
  return (await core.db.owner.count({ where: { id: person } })) > 0;
}

/** Whether another account has this number (E.164). */
export async function phoneTaken(core: Core, person: string, phone: string): Promise<boolean> {
  const holder = await core.db.owner.findUnique({ where: { phone }, select: { id: true } });
  return holder !== null && holder.id !== person;
}

/** Sets the language of the texts a person reads. */
export async function setLocale(core: Core, person: string, locale: string): Promise<void> {
  await core.db.person.update({ where: { id: person }, data: { locale }, select: { id: true } });
}
