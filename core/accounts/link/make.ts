import type { Channel } from "../../../prisma/generated/enums.ts";
import { transact, type Core } from "../../platform/core.ts";
import { hashOf, newCode } from "./code.ts";

/** Long enough to take another phone in hand, short enough that a code in somebody's sight is worth nothing. */
export const CODE_MINUTES = 10;

/**
 * Makes a code by which a person goes on in another messenger; the one made before it is dead. Only its receiver holds
 * it, the database holds a hash.
 *
 * @param channel where it is asked for
 * @param opens data of the button that is pressed for the person when they arrive
 */
export function makeLink(
  core: Core,
  person: string,
  channel: Channel,
  opens?: string,
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  return transact(core, async (core) => {
    // Two requests at once: the later one's code stands.
    await core.db.$queryRaw`select 1 from person where id = ${person}::uuid for no key update`;
    const now = core.clock.now();
    await core.db.link.updateMany({ where: { personId: person, endedAt: null }, data: { endedAt: now } });
    const code = newCode();
    const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000);
    await core.db.link.create({
      data: {
        id: core.ids(),
        personId: person,
        channel,
        codeHash: hashOf(core.keys, code),
        opens: opens ?? null,
        createdAt: now,
        expiresAt,
      },
    });
    return { code, expiresAt };
  });
}
