import { z } from "zod";
import type { Renamed } from "../../core/messaging/renamed.ts";

/**
 * What is nobody's doing in the chat (webhook reference, "system messages" and "business-scoped user IDs"). `wa_id` and
 * `user_id` are the new ones; of ids the old one may stand in the sentence alone.
 */
const system = z.looseObject({
  type: z.string(),
  body: z.string().optional(),
  wa_id: z.string().min(1).optional(),
  user_id: z.string().min(1).optional(),
});

interface Told {
  readonly id: string;
  readonly from?: string | undefined;
  readonly from_user_id?: string | undefined;
  readonly system?: unknown;
}

/** "User Anna changed from RU.1 to RU.2": names may hold anything, ids are a country, a dot, letters and digits. */
const CHANGED = /changed from ([A-Z]{2}\.[A-Za-z0-9]{1,128}) to [A-Z]{2}\.[A-Za-z0-9]{1,128}\.?$/;

/** The names of a person that have changed: their number, Meta's id of them, or both. */
export function readRenamed({ id, from, from_user_id, system: told }: Told): Renamed[] {
  const { data } = system.safeParse(told);
  if (data?.type !== "user_changed_number" && data?.type !== "user_changed_user_id") return [];
  const { wa_id, user_id, body } = data;
  const former = from_user_id ?? CHANGED.exec(body ?? "")?.[1];
  return [...renamed(from, wa_id, id), ...renamed(former, user_id, `${id}#id`)];
}

const renamed = (from: string | undefined, to: string | undefined, externalId: string): Renamed[] =>
  from === undefined || to === undefined || from === to
    ? []
    : [{ channel: "whatsapp", externalId, from, to }];
