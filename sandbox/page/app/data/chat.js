/** What the page reads out of a chat; no state of its own. */

/** @typedef {import("../../../control/api.ts").MessageView} MessageView */

/** The topic of a message; 0: outside topics. */
const topicOf = (record) => record.topic ?? 0;

/** Whether there is something to see of it: on WhatsApp a trace is left of what was deleted. */
const leavesTrace = (record) => !record.deleted || record.whatsapp !== undefined;

/** The messages of one topic (0: outside topics; null: of all) that are shown, oldest first. */
export function visible(chat, topic) {
  return chat.messages.filter(
    (record) => leavesTrace(record) && (topic === null || topicOf(record) === topic),
  );
}

export const liveTopics = (chat) => chat.topics.filter((topic) => !topic.deleted);

/** How many messages wait to be read: by topic id, and in all. */
export function unread(chat) {
  /** @type {Record<number, number>} */
  const byTopic = {};
  let all = 0;
  for (const record of chat?.messages ?? []) {
    if (record.read || record.deleted || record.by === "person") continue;
    byTopic[topicOf(record)] = (byTopic[topicOf(record)] ?? 0) + 1;
    all += 1;
  }
  return { byTopic, all };
}

export const MEDIA = ["photo", "video", "animation", "audio", "voice", "video_note", "sticker", "document"];

/** The file that a message shows: its kind and what Telegram says of it (of a photo the largest size). */
export function mediaOf(message) {
  for (const kind of MEDIA) {
    const found = message[kind];
    if (found) return { kind, file: Array.isArray(found) ? found.at(-1) : found };
  }
  return undefined;
}

/** What happened in a chat rather than was said: a topic made, renamed, pinned. */
export function serviceOf(message) {
  if (message.forum_topic_created)
    return { id: "service-topic-created", name: message.forum_topic_created.name };
  if (message.forum_topic_edited?.name)
    return { id: "service-topic-renamed", name: message.forum_topic_edited.name };
  if (message.pinned_message) return { id: "service-pinned" };
  if (message.successful_payment) return { id: "service-paid" };
  return undefined;
}

/** A file as it is called: by its own name where it has one worth reading, else by its kind. */
export function nameOf(t, { kind, file }) {
  const own = kind === "document" || kind === "audio" ? (file.title ?? file.file_name) : undefined;
  return own ?? t(`kind-${kind}`, { name: file.emoji ?? "" });
}

/** One line about a message: for quotes, previews and whoever listens. */
export function summary(t, message) {
  const words = message.text ?? message.caption;
  const media = mediaOf(message);
  if (words) return words;
  if (media) return nameOf(t, media);
  if (message.contact) return t("kind-contact", { name: message.contact.first_name });
  if (message.location) return t("kind-location");
  const service = serviceOf(message);
  return service ? t(service.id, { name: service.name ?? "" }) : t("kind-other");
}

/** Seconds after which messages of one side no longer belong to one run. */
const RUN_BREAK = 300;

/**
 * Messages gathered as they are drawn: parts of an album are one, runs of one side share a tail.
 * @param {MessageView[]} records
 */
export function gather(records) {
  const groups = [];
  for (const record of records) {
    const album = record.message.media_group_id;
    const last = groups.at(-1);
    if (album && last?.album === album && last.by === record.by) last.records.push(record);
    else groups.push({ album, by: record.by, records: [record], service: serviceOf(record.message) });
  }
  return groups.map((group, index) => {
    const before = groups[index - 1];
    const after = groups[index + 1];
    return { ...group, first: !together(before, group), last: !together(group, after) };
  });
}

function together(one, other) {
  if (!one || !other || one.service || other.service || one.by !== other.by) return false;
  return other.records[0].message.date - one.records.at(-1).message.date < RUN_BREAK;
}
