import type { ConversationKind, Side } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import type { Frame } from "./operation.ts";

/** A conversation as the relay needs it. */
export interface Correspondence {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly ownerId: string;
  readonly staffId: string | null;
  readonly open: boolean;
}

export const correspondence = { id: true, kind: true, ownerId: true, staffId: true, open: true } as const;

export const conversationById = (core: Core, id: string): Promise<Correspondence | null> =>
  core.db.conversation.findUnique({ where: { id }, select: correspondence });

/** Who hears what a side says. Null: nobody has the conversation yet. */
export const recipientOf = (conversation: Correspondence, side: Side): string | null =>
  side === "owner" ? conversation.staffId : conversation.ownerId;

/** Who speaks and in which matter. Staff learn the owner's first name and nothing else. */
export async function frameFor(
  core: Core,
  conversation: Correspondence,
  side: Side,
  offerSwitch: boolean,
): Promise<Frame> {
  const consultation =
    conversation.kind === "consultation"
      ? await core.db.consultation.findUniqueOrThrow({
          where: { conversationId: conversation.id },
          select: { number: true, pet: { select: { name: true } } },
        })
      : null;
  const author =
    side === "owner"
      ? await ownersFirstName(core, conversation)
      : await staffName(core, conversation.staffId);
  return {
    author,
    conversation: conversation.id,
    about: consultation
      ? { kind: "consultation", number: consultation.number, pet: consultation.pet.name }
      : { kind: "support" },
    ...(offerSwitch && { offerSwitch }),
  };
}

async function staffName(core: Core, id: string | null): Promise<string> {
  const staff = id ? await core.db.staff.findUnique({ where: { id }, select: { name: true } }) : null;
  return staff?.name ?? "";
}

async function ownersFirstName(core: Core, { ownerId }: Correspondence): Promise<string> {
  const owner = await core.db.owner.findUnique({ where: { id: ownerId }, select: { firstName: true } });
  return owner?.firstName ?? "";
}
