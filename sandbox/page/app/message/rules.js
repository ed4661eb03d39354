import { sandboxNow } from "../data/world.js";

/** For how long WhatsApp lets a person edit what they wrote. */
const EDIT_MS = 15 * 60_000;

const isMine = (record) => record.by === "person";

/** Whether its author can still change the words of a message. */
export const canEdit = (record) =>
  isMine(record) &&
  (record.message.text !== undefined || record.message.caption !== undefined) &&
  (!record.whatsapp || sandboxNow() - record.at < EDIT_MS);

/** Telegram deletes anything for both sides, WhatsApp only what is one's own. */
export const canDelete = (record) => isMine(record) || !record.whatsapp;
