import { Channel } from "../../prisma/generated/enums.ts";
import type { Core } from "../platform/core.ts";
import { openJson, sealJson } from "../platform/sealed.ts";
import { setTimer, type TimerHandler } from "../platform/timers.ts";
import type { Words } from "./content.ts";
import type { Place } from "./copies.ts";
import { relayEdit } from "./corrections.ts";

const KIND = "late-edit";
/** Messengers that lose the order of what they deliver catch up within seconds. */
const WAIT_MS = 10_000;

const keyOf = ({ channel, chat, externalId }: Place) => `${KIND}:${channel}:${chat}:${externalId}`;

/**
 * Keeps an edit of a message nobody knows, and tries it a moment later: it may have overtaken its message, which then is
 * among what waits for a turn of its author's, or comes within seconds. The last of several counts.
 */
export async function keepEdit(core: Core, person: string, place: Place, words: Words): Promise<void> {
  const key = keyOf(place);
  const sealed = Buffer.from(sealJson(core.keys, key, words)).toString("base64");
  const dueAt = new Date(core.clock.now().getTime() + WAIT_MS);
  await setTimer(core, { key, kind: KIND, dueAt, payload: { person, ...place, sealed } });
}

const apply: TimerHandler = async (core, { person: by, channel, chat, externalId, sealed }) => {
  const person = String(by);
  const known = Object.values(Channel).find((name) => name === channel);
  if (!known) throw new Error("an edit on a channel that there is not");
  const place: Place = { channel: known, chat: String(chat), externalId: String(externalId) };
  const words = openJson<Words>(core.keys, keyOf(place), Buffer.from(String(sealed), "base64"));
  const corrected = await relayEdit(core, person, place, words);
  if (corrected !== "unknown") return;
  const waiting = await core.db.inbox.findFirst({ where: { personId: person }, select: { seq: true } });
  if (waiting) await keepEdit(core, person, place, words);
};

export const timers: Readonly<Record<string, TimerHandler>> = { [KIND]: apply };
