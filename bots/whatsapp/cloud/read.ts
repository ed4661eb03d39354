import { z } from "zod";
import { brought, isMedia, unpassable, type Brought } from "../brought.ts";
import type { WhatsAppContent, WhatsAppEvent, WhatsAppMedia } from "../event.ts";

const file = z.looseObject({
  id: z.string(),
  mime_type: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
  voice: z.boolean().optional(),
});
const reply = z.looseObject({ id: z.string(), title: z.string() });

/** The kinds of messages that are read (webhook reference, "messages"); of others only their name. */
const message = z.looseObject({
  id: z.string(),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  timestamp: z.coerce.number(),
  type: z.string(),
  context: z.looseObject({ id: z.string().optional() }).optional(),
  text: z.looseObject({ body: z.string() }).optional(),
  image: file.optional(),
  video: file.optional(),
  audio: file.optional(),
  document: file.optional(),
  sticker: file.optional(),
  location: z
    .looseObject({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  contacts: z
    .array(
      z.looseObject({
        name: z.looseObject({
          formatted_name: z.string().optional(),
          first_name: z.string().optional(),
          last_name: z.string().optional(),
        }),
        phones: z.array(z.looseObject({ phone: z.string().optional() })).optional(),
      }),
    )
    .optional(),
  interactive: z.looseObject({ button_reply: reply.optional(), list_reply: reply.optional() }).optional(),
  button: z.looseObject({ payload: z.string().optional(), text: z.string() }).optional(),
  reaction: z.looseObject({ message_id: z.string(), emoji: z.string().optional() }).optional(),
  edit: z
    .looseObject({
      original_message_id: z.string(),
      message: z.looseObject({
        text: z.looseObject({ body: z.string() }).optional(),
        image: z.looseObject({ caption: z.string().optional() }).optional(),
        video: z.looseObject({ caption: z.string().optional() }).optional(),
        document: z.looseObject({ caption: z.string().optional() }).optional(),
      }),
    })
    .optional(),
  revoke: z.looseObject({ original_message_id: z.string() }).optional(),
  unsupported: z.looseObject({ type: z.string().optional() }).optional(),
});
type Message = z.infer<typeof message>;

const stored = z.looseObject({
  message,
  contact: z
    .looseObject({
      wa_id: z.string().optional(),
      profile: z.looseObject({ name: z.string().optional() }).optional(),
    })
    .optional(),
});

/**
 * What a person did, from what the webhook keeps (webhooks/whatsapp): one object of `messages` and the object of
 * `contacts` that belongs to it. Undefined: it says nothing that can be understood, which Meta never sends.
 */
export function readCloud(value: unknown): WhatsAppEvent | undefined {
  const { data } = stored.safeParse(value);
  const chat = data?.message.from_user_id ?? data?.message.from;
  if (!data || chat === undefined) return undefined;
  const { message, contact } = data;
  const what = brought("cloud", message.type, message.audio?.voice ? "voice" : undefined);
  if (what === "reaction" && message.reaction) {
    const { message_id: id, emoji } = message.reaction;
    return { kind: "reaction", id, chat, emoji: emoji ? emoji : null };
  }
  if (what === "edited" && message.edit) {
    const { original_message_id: id, message: now } = message.edit;
    const text = now.text?.body ?? now.image?.caption ?? now.video?.caption ?? now.document?.caption ?? "";
    return { kind: "edited", id, chat, text };
  }
  if (what === "revoked" && message.revoke)
    return { kind: "revoked", id: message.revoke.original_message_id, chat };
  const phone = message.from ?? contact?.wa_id;
  const name = contact?.profile?.name;
  return {
    kind: "message",
    id: message.id,
    chat,
    at: message.timestamp,
    content: contentOf(what, message),
    ...(message.context?.id && { quoted: message.context.id }),
    ...(phone && { phone }),
    ...(name && { name }),
  };
}

function contentOf(what: Brought, message: Message): WhatsAppContent {
  return (
    told(what, message) ?? {
      kind: "unsupported",
      what: unpassable(message.unsupported?.type ?? message.type),
    }
  );
}

/** Undefined: nothing that can pass. */
function told(what: Brought, message: Message): WhatsAppContent | undefined {
  const { text, location, interactive, button } = message;
  const file = fileOf(message);
  if (isMedia(what)) return file && media(what, file);
  if (what === "text") return text && { kind: "text", text: text.body };
  if (what === "location") return location && placeOf(location);
  if (what === "contact") return contactOf(message);
  if (what !== "choice") return undefined;
  const chosen = interactive?.button_reply ?? interactive?.list_reply;
  if (chosen) return { kind: "choice", data: chosen.id, title: chosen.title };
  return button && pressed(button);
}

/** A file stands under the name of its message's type. */
function fileOf({ type, image, video, audio, document, sticker }: Message) {
  const files = new Map(Object.entries({ image, video, audio, document, sticker }));
  return files.get(type);
}

function placeOf({ latitude, longitude, name, address }: NonNullable<Message["location"]>): WhatsAppContent {
  return {
    kind: "location",
    latitude,
    longitude,
    ...(name && { title: name }),
    ...(address && { address }),
  };
}

function media(
  kind: WhatsAppMedia["media"],
  { id, mime_type, caption, filename }: z.infer<typeof file>,
): WhatsAppMedia {
  return {
    kind: "media",
    media: kind,
    ref: id,
    ...(mime_type && { mime: mime_type }),
    ...(filename && { name: filename }),
    ...(caption && { caption }),
  };
}

/** A button of a template carries its own words where nothing else was put there. */
const pressed = ({ payload, text }: NonNullable<Message["button"]>): WhatsAppContent =>
  payload && payload !== text ? { kind: "choice", data: payload, title: text } : { kind: "text", text };

function contactOf({ contacts }: Message): WhatsAppContent | undefined {
  const first = contacts?.[0];
  const phone = first?.phones?.find((each) => each.phone)?.phone;
  if (!first || !phone) return undefined;
  const { formatted_name, first_name, last_name } = first.name;
  const firstName = first_name ?? formatted_name ?? phone;
  return { kind: "contact", phone, firstName, ...(last_name && { lastName: last_name }) };
}
