/** What the webhook tells: objects of `messages` and `statuses` (webhook reference). */
import type { Person } from "../../telegram/world.ts";
import { WHATSAPP } from "../addresses.ts";
import type { HubChat, HubContent, HubEvent, HubMessage } from "../records.ts";
import type { Api } from "./api.ts";
import { titleOf } from "./errors.ts";
import { cloudAddress, wamidFor, wamidOf } from "./ids.ts";
import { mediaIdOf } from "./media.ts";

type Change = { field: "messages"; value: object };

/** Of any business account. */
const ACCOUNT = "102290129340398";

export const notification = (changes: readonly Change[]): object => ({
  object: "whatsapp_business_account",
  entry: [{ id: ACCOUNT, changes }],
});

const change = ({ settings }: Api, told: object): Change => ({
  field: "messages",
  value: {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: WHATSAPP.phone, phone_number_id: settings.phoneId },
    ...told,
  },
});

/** Nothing: it is of no interest to the bot's side. */
export function told(api: Api, event: HubEvent): Change | undefined {
  const chat = api.hub.chats.get(event.person);
  const person = api.hub.world.people.get(event.person);
  const message = chat?.messages.get(event.message);
  if (!chat || !person || !message) return undefined;
  if (event.type === "ack") return acknowledged(api, person, message, event);
  const said = saidBy(api, chat, message, event);
  if (!said) return undefined;
  const { phone, user } = cloudAddress(person);
  const id = event.type === "message" ? wamidOf(message) : wamidFor(event);
  return change(api, {
    contacts: [contactOf(person)],
    messages: [
      {
        ...(phone === undefined ? {} : { from: phone }),
        ...(user === undefined ? {} : { from_user_id: user }),
        id,
        timestamp: String(Math.floor(event.at / 1000)),
        ...said,
      },
    ],
  });
}

function contactOf(person: Person): object {
  const { phone, user } = cloudAddress(person);
  const name = [person.first_name, person.last_name].filter((part) => part !== undefined).join(" ");
  return {
    profile: { name },
    ...(phone === undefined ? {} : { wa_id: phone }),
    ...(user === undefined ? {} : { user_id: user }),
  };
}

const STATUSES = { 1: "sent", 2: "delivered", 3: "read" } as const;

function acknowledged(
  api: Api,
  person: Person,
  message: HubMessage,
  { ack, at }: Extract<HubEvent, { type: "ack" }>,
): Change | undefined {
  if (message.by !== "bot" || ack === 0) return undefined;
  const failed = ack === -1 ? (api.failures.get(message.number) ?? 131000) : undefined;
  const { phone, user } = cloudAddress(person);
  return status(api, {
    id: wamidOf(message),
    status: ack === -1 ? "failed" : STATUSES[ack],
    at,
    ...(phone === undefined ? {} : { phone }),
    ...(user === undefined ? {} : { user }),
    ...(failed === undefined ? {} : { failed }),
  });
}

/** What became of a message of the bot's. */
export function status(
  api: Api,
  given: { id: string; status: string; at: number; phone?: string; user?: string; failed?: number },
): Change {
  const { id, status, at, phone, user, failed } = given;
  return change(api, {
    statuses: [
      {
        id,
        status,
        timestamp: String(Math.floor(at / 1000)),
        ...(phone === undefined ? {} : { recipient_id: phone }),
        ...(user === undefined ? {} : { recipient_user_id: user }),
        ...(failed === undefined ? {} : { errors: [problem(failed)] }),
      },
    ],
  });
}

const problem = (code: number) => ({
  code,
  title: titleOf(code),
  message: titleOf(code),
  error_data: { details: titleOf(code) },
  href: "/documentation/business-messaging/whatsapp/support/error-codes",
});

/** The part of a message that says what it is about. */
function saidBy(api: Api, chat: HubChat, message: HubMessage, event: HubEvent): object | undefined {
  const quoted = message.quoted === undefined ? undefined : chat.messages.get(message.quoted);
  const context = quoted && { context: { from: WHATSAPP.phone, id: wamidOf(quoted) } };
  switch (event.type) {
    case "message":
      return { ...context, ...contentOf(message, quoted) };
    case "reaction": {
      // An empty hand takes it away: the emoji is left out.
      const emoji = event.emoji === null ? {} : { emoji: event.emoji };
      return { type: "reaction", reaction: { message_id: wamidOf(message), ...emoji } };
    }
    case "edited":
      return api.settings.coexistence
        ? {
            type: "edit",
            edit: {
              original_message_id: wamidOf(message),
              message: { ...context, ...contentOf(message, quoted) },
            },
          }
        : unsupported("edit");
    case "revoked":
      return api.settings.coexistence
        ? { type: "revoke", revoke: { original_message_id: wamidOf(message) } }
        : unsupported("revoke");
    // Nobody is told of votes, nor of ticks in this form.
    case "vote":
    case "ack":
      return undefined;
    default:
      return event satisfies never;
  }
}

const unsupported = (type: string) => ({
  errors: [{ ...problem(131051), error_data: { details: "Message type is currently not supported." } }],
  type: "unsupported",
  unsupported: { type },
});

const CLOUD_TYPES = {
  photo: "image",
  video: "video",
  animation: "video",
  video_note: "video",
  audio: "audio",
  voice: "audio",
  document: "document",
  sticker: "sticker",
} as const;

function contentOf(message: HubMessage, quoted: HubMessage | undefined): object {
  const { content } = message;
  switch (content.kind) {
    case "text":
      return { type: "text", text: { body: content.text } };
    case "choice":
      return { type: "interactive", interactive: chosen(content, quoted) };
    case "location": {
      const { latitude, longitude, title, address } = content;
      const named = title === undefined ? {} : { name: title, address: address ?? "" };
      return { type: "location", location: { latitude, longitude, ...named } };
    }
    case "contact":
      return { type: "contacts", contacts: [vcard(content)] };
    case "poll":
      return unsupported("poll_creation");
    case "other":
      return unsupported(content.what);
    case "photo":
    case "video":
    case "animation":
    case "video_note":
    case "audio":
    case "voice":
    case "document":
    case "sticker": {
      const type = CLOUD_TYPES[content.kind];
      const { mime, name } = content.file;
      const media = {
        id: mediaIdOf(message),
        mime_type: mime,
        ...(content.text === "" || type === "audio" || type === "sticker" ? {} : { caption: content.text }),
        ...(type === "document" && name !== undefined ? { filename: name } : {}),
        ...(type === "audio" ? { voice: content.kind === "voice" } : {}),
      };
      return { type, [type]: media };
    }
    default:
      return content satisfies never;
  }
}

function chosen({ data, text }: Extract<HubContent, { kind: "choice" }>, of: HubMessage | undefined): object {
  const reply = { id: data, title: text };
  if (of?.menu === undefined) return { type: "button_reply", button_reply: reply };
  const description = of.choices?.find((choice) => choice.data === data)?.description;
  return {
    type: "list_reply",
    list_reply: { ...reply, ...(description === undefined ? {} : { description }) },
  };
}

function vcard({ phone, firstName, lastName }: Extract<HubContent, { kind: "contact" }>): object {
  const last = lastName === undefined ? {} : { last_name: lastName };
  return {
    name: {
      formatted_name: [firstName, lastName].filter((part) => part !== undefined).join(" "),
      first_name: firstName,
      ...last,
    },
    phones: [{ phone: `+${phone}`, wa_id: phone, type: "CELL" }],
  };
}
