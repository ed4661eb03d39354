import type { Core } from "../../core/platform/core.ts";
import { t, type Text } from "../texts.ts";

export interface OpenChat {
  readonly id: string;
  readonly label: Text;
}

/** The person's chats in which something can be written now. */
export async function openChats(core: Core, person: string): Promise<OpenChat[]> {
  const rows = await core.db.conversation.findMany({
    where: { ownerId: person, open: true, kind: "consultation" },
    orderBy: { createdAt: "desc" },
    select: { id: true, consultation: { select: { number: true, pet: { select: { name: true } } } } },
  });
  return rows.flatMap(({ id, consultation }) =>
    consultation
      ? [
          {
            id,
            label: t("chat-of-case", { number: String(consultation.number), pet: consultation.pet.name }),
          },
        ]
      : [],
  );
}
