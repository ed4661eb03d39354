import type { Core } from "../platform/core.ts";
import type { Target } from "../messaging/operation.ts";
import { queue } from "../messaging/outbox.ts";
import type { ConsultationNotice, DeskNotice } from "./notices.ts";

interface Chat {
  readonly ownerId: string;
  readonly conversationId: string;
}

/** Tells the owner of a conversation something, in order with what is said there. */
export const tellOwner = (
  core: Core,
  { ownerId, conversationId }: Chat,
  notice: ConsultationNotice,
  replyTo?: Target,
): Promise<string> =>
  queue(core, {
    to: ownerId,
    conversation: conversationId,
    operation: { op: "notice", notice, ...(replyTo && { replyTo }) },
  });

/** Tells a member of staff something in the topic of a conversation. */
export const tellDesk = (
  core: Core,
  staffId: string,
  conversationId: string,
  notice: DeskNotice,
): Promise<string> =>
  queue(core, {
    to: staffId,
    channel: "staff",
    conversation: conversationId,
    operation: { op: "notice", notice, topic: conversationId },
  });

/** Tells a member of staff something beside all conversations. */
export const tellStaff = (
  core: Core,
  staffId: string,
  notice: DeskNotice,
  replaces?: string,
): Promise<string> =>
  queue(core, {
    to: staffId,
    channel: "staff",
    operation: { op: "notice", notice, ...(replaces && { replaces: { operation: replaces } }) },
  });
