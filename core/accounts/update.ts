import { transact, type Core } from "../platform/core.ts";
import { inTransaction, savepoint, violated } from "../platform/database.ts";
import { toColumn } from "./days.ts";
import { profileOf, type Profile } from "./profile.ts";
import { tidyProfile, type ProfileRefusal } from "./tidy.ts";

/** What an owner changes. City and zone belong together; `patronymic: null` takes it away. */
export type ProfileChange = Partial<Omit<Profile, "patronymic">> & { readonly patronymic?: string | null };

export type Updated = { readonly kind: "ok" } | ProfileRefusal | { readonly kind: "not_registered" };

/** Changes some fields of a profile. */
export async function updateProfile(core: Core, person: string, change: ProfileChange): Promise<Updated> {
  return transact(core, async (core) => {
    const known = await profileOf(core, person);
    if (!known) return { kind: "not_registered" };
    const tidy = tidyProfile(core, merge(known, change));
    if (tidy.kind !== "ok") return tidy;

    const { timeZone, birthDate, patronymic, ...columns } = tidy.profile;
    const data = { ...columns, patronymic: patronymic ?? null, birthDate: toColumn(birthDate) };
    try {
      await inTransaction(core.db, (tx) =>
        savepoint(tx, (part) => part.owner.update({ where: { id: person }, data, select: { id: true } })),
      );
    } catch (error) {
      if (violated(error) === "owner_phone_key") return { kind: "phone_taken" };
      throw error;
    }
    await core.db.person.update({ where: { id: person }, data: { timeZone }, select: { id: true } });
    return { kind: "ok" };
  });
}

function merge(known: Profile, { patronymic: changed, ...others }: ProfileChange): Profile {
  const { patronymic: before, ...rest } = known;
  const patronymic = changed === undefined ? before : (changed ?? undefined);
  return { ...rest, ...others, ...(patronymic !== undefined && { patronymic }) };
}
