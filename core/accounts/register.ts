import { transact, type Core } from "../platform/core.ts";
import { consentsNeeded } from "./consents.ts";
import { toColumn } from "./days.ts";
import type { Profile } from "./profile.ts";
import { tidyProfile, type ProfileRefusal } from "./tidy.ts";

export type Registered =
  | { readonly kind: "ok" }
  | ProfileRefusal
  /** Required consents to the current texts that the person has not given. */
  | { readonly kind: "consent"; readonly needed: readonly string[] };

/**
 * Makes a person an owner; the required consents are recorded before. Who is an owner already stays as they are
 * (`ok`): another device may have finished first.
 */
export async function register(core: Core, person: string, given: Profile): Promise<Registered> {
  return transact(core, async (core) => {
    const tidy = tidyProfile(core, given);
    if (tidy.kind !== "ok") return tidy;
    const needed = (await consentsNeeded(core, person)).filter(({ required }) => required);
    if (needed.length > 0) return { kind: "consent", needed: needed.map(({ kind }) => kind) };

    const { timeZone, birthDate, patronymic, ...columns } = tidy.profile;
    const { count } = await core.db.owner.createMany({
      data: {
        ...columns,
        id: person,
        patronymic: patronymic ?? null,
        birthDate: toColumn(birthDate),
        registeredAt: core.clock.now(),
      },
      skipDuplicates: true,
    });
    if (count === 0) {
      const known = await core.db.owner.count({ where: { id: person } });
      return known > 0 ? { kind: "ok" } : { kind: "phone_taken" };
    }
    await core.db.person.update({ where: { id: person }, data: { timeZone }, select: { id: true } });
    return { kind: "ok" };
  });
}
