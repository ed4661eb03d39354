import type { Side } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { rowsOf } from "../platform/rows.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import type { Content } from "./content.ts";
import type { Place } from "./copies.ts";

export interface Recorded {
  readonly id: string;
  /** Id of the conversation it is said in. */
  readonly conversation: string;
  readonly author: string;
  readonly side: Side;
  readonly content: Content;
  readonly replyToId: string | null;
  /** Where its author wrote it. */
  readonly places: readonly Place[];
}

/** Writes messages into their conversations, and where they stand in their authors' chats. */
export async function record(core: Core, messages: readonly Recorded[]): Promise<void> {
  const places = messages.flatMap(({ id, places }) => places.map((place, part) => ({ ...place, id, part })));
  await rowsOf(core.db)`
    with written as (
      insert into message (id, conversation_id, author_id, side, sealed, reply_to_id, created_at)
      select id, conversation_id, author_id, side, sealed, reply_to_id, ${core.clock.now()}::timestamptz
      from unnest(
        ${messages.map(({ id }) => id)}::uuid[],
        ${messages.map(({ conversation }) => conversation)}::uuid[],
        ${messages.map(({ author }) => author)}::uuid[],
        ${messages.map(({ side }) => side)}::side[],
        ${messages.map(({ id, content }) => sealContent(core, id, content))}::bytea[],
        ${messages.map(({ replyToId }) => replyToId)}::uuid[]
      ) m (id, conversation_id, author_id, side, sealed, reply_to_id)
    )
    insert into message_copy (channel, chat, external_id, message_id, part, original)
    select channel, chat, external_id, message_id, part, true
    from unnest(
      ${places.map(({ channel }) => channel)}::channel[],
      ${places.map(({ chat }) => chat)}::text[],
      ${places.map(({ externalId }) => externalId)}::text[],
      ${places.map(({ id }) => id)}::uuid[],
      ${places.map(({ part }) => part)}::int[]
    ) c (channel, chat, external_id, message_id, part)
    on conflict do nothing`;
}

export const sealContent = (core: Core, id: string, content: Content) =>
  sealJson(core.keys, `message:${id}`, content);
export const openContent = (core: Core, id: string, sealed: Uint8Array) =>
  openJson<Content>(core.keys, `message:${id}`, sealed);
