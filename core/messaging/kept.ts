import type { Channel } from "../../prisma/generated/enums.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import type { Core } from "../platform/core.ts";

const contextOf = (person: string) => `kept_message:${person}`;

/** Keeps a message whose destination nobody knows yet, in the bots' own form. */
export async function keep(core: Core, person: string, channel: Channel, message: unknown): Promise<void> {
  await core.db.keptMessage.create({
    data: {
      personId: person,
      channel,
      sealed: sealJson(core.keys, contextOf(person), message),
      at: core.clock.now(),
    },
    select: { seq: true },
  });
}

/** Takes out what is kept of a person, in the order it was written. The caller knows the form. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as of `openJson`
export async function takeKept<T>(
  core: Core,
  person: string,
): Promise<{ readonly channel: Channel; readonly message: T }[]> {
  const rows = await core.db.keptMessage.findMany({ where: { personId: person }, orderBy: { seq: "asc" } });
  await core.db.keptMessage.deleteMany({ where: { personId: person } });
  return rows.map(({ channel, sealed }) => ({
    channel,
    message: openJson<T>(core.keys, contextOf(person), sealed),
  }));
}

/** What was kept of one person is from now on another's. */
export async function moveKept(core: Core, from: string, into: string): Promise<void> {
  const rows = await core.db.keptMessage.findMany({ where: { personId: from } });
  for (const { personId, seq, sealed } of rows)
    await core.db.keptMessage.update({
      where: { personId_seq: { personId, seq } },
      data: {
        personId: into,
        sealed: sealJson(core.keys, contextOf(into), openJson(core.keys, contextOf(from), sealed)),
      },
    });
}
