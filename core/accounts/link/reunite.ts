import type { Channel } from "../../../prisma/generated/enums.ts";
import { dialogOf, sealDialog } from "../../messaging/dialog-state.ts";
import { queue } from "../../messaging/outbox.ts";
import { transact, type Core } from "../../platform/core.ts";
import { staffWithRole } from "../../staff/members.ts";
import { mergePerson, type Merge } from "./merge.ts";

/** Two addresses in a messenger that it says to be one person's. */
export interface Twins {
  readonly channel: Channel;
  /** The messenger's own id of the person. */
  readonly from: string;
  /** Their number; or what they were called before. */
  readonly also: string;
}

/**
 * - *one*: whoever was known by either is one person now; one of the two addresses is left.
 * - *apart*: each has an account, with pets and perhaps money, or a Telegram of their own. Two accounts are never made
 *   one without a word; administrators are told what to do.
 */
export type Reunited = "one" | "apart";

/**
 * Makes one of two persons whom a messenger has shown to be one; of one person it changes nothing.
 *
 * @param told administrators know of these two already
 */
export function reunite(core: Core, twins: Twins, told = false): Promise<Reunited> {
  return transact(core, async (core): Promise<Reunited> => {
    const { channel, from, also } = twins;
    const [older, newer] = await core.db.identity.findMany({
      where: { channel, externalId: { in: [from, also] } },
      orderBy: { createdAt: "asc" },
      select: { externalId: true, personId: true },
    });
    if (!older || !newer || older.personId === newer.personId) return "one";
    const both = [older.personId, newer.personId] as const;
    await hold(core, both);
    const owners = await core.db.owner.findMany({ where: { id: { in: [...both] } }, select: { id: true } });
    if (owners.length > 1 || (await shareOther(core, channel, both))) {
      if (!told) await tellAdministrators(core, both);
      return "apart";
    }
    const stays = owners[0]?.id === newer.personId ? newer : older;
    const goes = stays === newer ? older : newer;
    const merge = { from: goes.personId, into: stays.personId };
    const dialog = owners.length === 0 ? await takeDialog(core, merge) : undefined;
    await core.db.identity.delete({
      where: { channel_externalId: { channel, externalId: goes.externalId } },
    });
    await mergePerson(core, merge);
    if (dialog) await core.db.dialog.create({ data: dialog, select: { personId: true } });
    await moveCopies(core, channel, goes.externalId, stays.externalId);
    return "one";
  });
}

/** Until the commit nobody else joins or unlinks these persons. */
async function hold(core: Core, both: readonly string[]): Promise<void> {
  await core.db.$queryRaw`
    select 1 from person where id = any(${both}::uuid[]) order by id for no key update`;
}

/** Whether both have an address in another messenger too: an account has one at most in each. */
async function shareOther(core: Core, channel: Channel, both: readonly string[]): Promise<boolean> {
  const rows = await core.db.identity.findMany({
    where: { personId: { in: [...both] }, channel: { not: channel } },
    select: { channel: true },
  });
  return new Set(rows.map((row) => row.channel)).size < rows.length;
}

/**
 * The dialog that somebody without an account is in goes on under their other name: their chat is the same one. Who has
 * an account is not asked to register.
 */
async function takeDialog(core: Core, { from, into }: Merge) {
  const state = await dialogOf(core, from);
  if (state === undefined || (await dialogOf(core, into)) !== undefined) return undefined;
  const { channel, updatedAt } = await core.db.dialog.findUniqueOrThrow({ where: { personId: from } });
  await core.db.offer.updateMany({ where: { personId: from }, data: { personId: into } });
  return { personId: into, channel, updatedAt, sealed: sealDialog(core, into, state) };
}

/** What stands in the chat is found there under the name that is left. */
export async function moveCopies(core: Core, channel: Channel, from: string, into: string): Promise<void> {
  await core.db.$executeRaw`
    update message_copy c set chat = ${into}
    where channel = ${channel}::channel and chat = ${from}
      and not exists (select 1 from message_copy k
        where k.channel = c.channel and k.chat = ${into} and k.external_id = c.external_id)`;
}

async function tellAdministrators(core: Core, both: readonly string[]): Promise<void> {
  const rows = await core.db.owner.findMany({
    where: { id: { in: [...both] } },
    orderBy: { registeredAt: "asc" },
    select: { firstName: true, lastName: true, phone: true },
  });
  const accounts = rows.map(({ firstName, lastName, phone }) => `${firstName} ${lastName}, ${phone}`);
  for (const { id: to } of await staffWithRole(core, "administrator"))
    await queue(core, {
      to,
      channel: "staff",
      operation: { op: "notice", notice: { kind: "whatsappTwins", accounts } },
    });
}
