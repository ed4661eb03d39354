import { Channel } from "../../../prisma/generated/enums.ts";
import type { Core } from "../../platform/core.ts";

/** A messenger in which owners are spoken with. */
export type OwnerChannel = Exclude<Channel, "staff">;

export const isOwnerChannel = (channel: string): channel is OwnerChannel =>
  channel === Channel.telegram || channel === Channel.whatsapp;

/** The messengers of a person's account, in the order in which they came. */
export async function messengersOf(core: Core, person: string): Promise<OwnerChannel[]> {
  const identities = await core.db.identity.findMany({
    where: { personId: person },
    orderBy: { createdAt: "asc" },
    select: { channel: true },
  });
  return identities.map(({ channel }) => channel).filter(isOwnerChannel);
}

/** The messenger that owners have besides this one; undefined: there is none. */
export function otherMessenger(core: Core, channel: Channel): OwnerChannel | undefined {
  if (channel === "whatsapp") return "telegram";
  return channel === "telegram" && core.settings.whatsappNumber !== undefined ? "whatsapp" : undefined;
}
