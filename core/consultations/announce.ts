import type { Core } from "../platform/core.ts";
import type { DeskNotice } from "./notices.ts";
import { tellStaff } from "./tell.ts";

/** Tells members of staff that a conversation waits for one of them, and remembers by which message. */
export async function announce(
  core: Core,
  conversationId: string,
  staff: readonly string[],
  notice: (staffId: string) => DeskNotice,
): Promise<void> {
  const told: { operationId: string; conversationId: string; staffId: string }[] = [];
  for (const staffId of staff)
    told.push({ operationId: await tellStaff(core, staffId, notice(staffId)), conversationId, staffId });
  await core.db.announcement.createMany({ data: told });
}

/** The wait is over: whatever announced it says so and offers nothing any more. */
export async function retract(
  core: Core,
  conversationId: string,
  notice: (staffId: string) => DeskNotice,
): Promise<void> {
  const told = await core.db.$queryRaw<{ operationId: string; staffId: string }[]>`
    delete from announcement where conversation_id = ${conversationId}::uuid
    returning operation_id as "operationId", staff_id as "staffId"`;
  for (const { operationId, staffId } of told) await tellStaff(core, staffId, notice(staffId), operationId);
}
