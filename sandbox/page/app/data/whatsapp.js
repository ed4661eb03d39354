import { readMarked } from "./marks.js";

/** @typedef {import("../../../control/api.ts").MessageView} MessageView */

/** The file as the Bot API would have it within a message. */
const fileOf = ({ uid, mime, size, name, width, height, duration }) => ({
  file_unique_id: uid,
  mime_type: mime,
  file_size: size,
  file_name: name,
  width,
  height,
  duration,
});

/**
 * A message of WhatsApp with what the control API says of it beside the Bot API's words: its file, its album, its edits,
 * its formatting. The page then shows it as any other. Messages of Telegram are left as they are.
 * @param {MessageView} record @returns {MessageView}
 */
export function completed(record) {
  if (!record.whatsapp) return record;
  const { message, file, album, edits, deleted } = record;
  const words = message.text === undefined ? "caption" : "text";
  const { text, entities } = readMarked(record.text);
  return {
    ...record,
    message: {
      ...message,
      ...(message[words] === undefined ? {} : { [words]: text, entities }),
      ...(file ? { [file.kind]: fileOf(file) } : {}),
      ...(album && !deleted ? { media_group_id: album } : {}),
      ...(edits.length > 0 ? { edit_date: Math.floor(edits.at(-1).at / 1000) } : {}),
    },
  };
}
