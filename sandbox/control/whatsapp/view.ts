/** Chats of WhatsApp in the same views as Telegram's; a message is told in the Bot API's words, so that the page can show it. */
import type { Message } from "grammy/types";
import { apiChat } from "../../telegram/chats.ts";
import { MEDIA_KINDS, type MediaKind } from "../../telegram/media.ts";
import type { Person } from "../../telegram/world.ts";
import { WHATSAPP } from "../../whatsapp/addresses.ts";
import { keyOf, type Hub } from "../../whatsapp/hub.ts";
import type { HubChat, HubContent, HubFile, HubMessage } from "../../whatsapp/records.ts";
import type { BotView, ChatSummary, ChatView, FileView, MessageKind, MessageView } from "../api.ts";
import type { Page } from "../views.ts";

export function whatsappBot(hub: Hub): BotView {
  return {
    id: WHATSAPP.id,
    username: WHATSAPP.name,
    first_name: WHATSAPP.title,
    topics: false,
    pendingUpdates: hub.queue.length,
    commands: {},
    texts: {},
  };
}

const isMedia = (kind: HubContent["kind"]): kind is MediaKind => MEDIA_KINDS.some((each) => each === kind);

function kindOf(content: HubContent): MessageKind {
  if (content.kind === "choice") return "text";
  if (content.kind === "location" && content.title !== undefined) return "venue";
  return content.kind;
}

function fileView(kind: MediaKind, file: HubFile): FileView {
  const { uid, mime, size, name, width, height, seconds } = file;
  return {
    kind,
    uid,
    mime,
    size,
    ...(name === undefined ? {} : { name }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(seconds === undefined ? {} : { duration: seconds }),
  };
}

/** The parts of a message of the Bot API that say the same. */
function apiContent(content: HubContent): Partial<Message> {
  switch (content.kind) {
    case "text":
    case "choice":
    case "other":
      return { text: content.text };
    case "location": {
      const { latitude, longitude, title, address = "" } = content;
      const location = { latitude, longitude };
      return title === undefined ? { location } : { location, venue: { location, title, address } };
    }
    case "contact": {
      const { phone, firstName, lastName } = content;
      const last = lastName === undefined ? {} : { last_name: lastName };
      return { contact: { phone_number: phone, first_name: firstName, ...last } };
    }
    case "poll":
      return {
        poll: {
          id: "0",
          question: content.text,
          options: content.options.map((text, index) => ({
            text,
            persistent_id: String(index),
            voter_count: content.votes.includes(index) ? 1 : 0,
          })),
          total_voter_count: content.votes.length === 0 ? 0 : 1,
          is_closed: false,
          is_anonymous: false,
          type: "regular",
          allows_multiple_answers: true,
          allows_revoting: true,
          members_only: false,
        },
      };
    case "photo":
    case "video":
    case "animation":
    case "audio":
    case "voice":
    case "video_note":
    case "document":
    case "sticker":
      return content.text === "" ? {} : { caption: content.text };
    default:
      return content satisfies never;
  }
}

type Reactions = MessageView["reactions"]["bot"];

const emojis = (of: string | undefined): Reactions =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- WhatsApp takes any emoji, Telegram a set of them
  of === undefined ? [] : [{ type: "emoji", emoji: of } as Reactions[number]];

export function whatsappMessage(person: Person, chat: HubChat, message: HubMessage): MessageView {
  const { number, by, at, content, quoted, album, edits, revoked, reactions, ack } = message;
  const { choices = [], menu } = message;
  const api = (of: HubContent): Message => ({
    message_id: number,
    date: Math.floor(at / 1000),
    chat: apiChat(person),
    ...apiContent(of),
  });
  return {
    id: number,
    by,
    kind: kindOf(content),
    at,
    text: content.text,
    message: api(content),
    ...(isMedia(content.kind) && "file" in content ? { file: fileView(content.kind, content.file) } : {}),
    ...(quoted === undefined ? {} : { replyTo: quoted }),
    ...(album === undefined ? {} : { album }),
    buttons: choices.map(({ label, data, description }) => [
      { type: "callback", text: label, data, ...(description === undefined ? {} : { description }) },
    ]),
    reactions: { person: emojis(reactions.person), bot: emojis(reactions.bot) },
    edits: edits.map((edit) => ({ at: edit.at, text: edit.before.text, before: api(edit.before) })),
    ...(revoked ? { deleted: revoked } : {}),
    read: by === "person" || ack === 3,
    silent: false,
    whatsapp: { id: message.id, ack, ...(menu === undefined ? {} : { menu }) },
  };
}

const shown = (chat: HubChat): HubMessage[] =>
  [...chat.messages.values()].filter(({ withheld }) => withheld !== true);

export function whatsappSummary(person: Person, chat: HubChat): ChatSummary {
  const messages = shown(chat).filter(({ revoked }) => !revoked);
  const last = messages.at(-1);
  return {
    key: keyOf(chat),
    bot: WHATSAPP.id,
    user: chat.person,
    started: chat.started,
    blocked: chat.blocked,
    topicsOn: false,
    unread: messages.filter(({ by, ack }) => by === "bot" && ack < 3).length,
    ...(last ? { last: whatsappMessage(person, chat, last) } : {}),
  };
}

export function whatsappChat(person: Person, chat: HubChat, { before, limit }: Page): ChatView {
  const wanted = shown(chat).filter(({ number }) => before === undefined || number < before);
  return {
    ...whatsappSummary(person, chat),
    messages: wanted.slice(-limit).map((each) => whatsappMessage(person, chat, each)),
    more: wanted.length > limit,
    topics: [],
    keyboards: [],
    pinned: [],
    callbacks: [],
    actions: chat.actions,
  };
}
