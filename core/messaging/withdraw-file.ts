import type { Core } from "../platform/core.ts";
import type { FileRefusal } from "./notice.ts";
import { queue } from "./outbox.ts";

/**
 * Takes a refused file away from the pet or the complaint it was meant for and tells its sender, who may send
 * another. A file in a message needs nothing here: the message's own delivery is refused and says so.
 */
export async function withdrawFile(core: Core, fileId: string, reason: FileRefusal): Promise<void> {
  const pets = await core.db.pet.findMany({
    where: { photoId: fileId },
    select: { id: true, ownerId: true },
  });
  await core.db.pet.updateMany({ where: { photoId: fileId }, data: { photoId: null } });
  const uses = await core.db.consultationFile.findMany({
    where: { fileId },
    select: { consultation: { select: { id: true, ownerId: true } } },
  });
  await core.db.consultationFile.deleteMany({ where: { fileId } });
  for (const { id, ownerId } of pets) await tell(core, ownerId, { reason, use: "pet", about: id });
  for (const { consultation } of uses)
    await tell(core, consultation.ownerId, { reason, use: "complaint", about: consultation.id });
}

async function tell(
  core: Core,
  to: string,
  why: { reason: FileRefusal; use: "pet" | "complaint"; about: string },
): Promise<void> {
  await queue(core, { to, operation: { op: "notice", notice: { kind: "fileRefused", ...why } } });
}
