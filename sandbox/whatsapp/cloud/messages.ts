/** `POST /<version>/<phone id>/messages`: checked as the real one does, and put into the hub. */
import { createHash } from "node:crypto";
import { requestFault } from "../../telegram/faults.ts";
import type { Person } from "../../telegram/world.ts";
import { WHATSAPP } from "../addresses.ts";
import { botActs, botReacts, botReads, receive } from "../bot.ts";
import { now, openChat } from "../hub.ts";
import type { HubChat, HubContent, HubMessage } from "../records.ts";
import type { Api } from "./api.ts";
import { fields, isFields, number, list, optional, string, type Fields } from "./checks.ts";
import { GraphError, invalid, missing } from "./errors.ts";
import { isWamid, messageNamed, personNamed, strayWamid, wamidOf } from "./ids.ts";
import { readInteractive } from "./interactive.ts";
import { uploaded } from "./media.ts";

interface Read {
  content: HubContent;
  given?: Partial<HubMessage>;
  /** Accepted, and reported as failed with this code. */
  failure?: number;
}

const DAY_MS = 24 * 3_600_000;
/** Older messages cannot be reacted to. */
const REACTION_MS = 30 * DAY_MS;
const PER_SECOND = 80;

export function postMessage(api: Api, body: Fields): object {
  if (body["messaging_product"] !== "whatsapp") missing("messaging_product");
  if (body["status"] !== undefined) return markRead(api, body);
  const { to, recipient } = body;
  if (to === undefined && recipient === undefined) missing("to");
  // A number counts more than an id where both are given.
  const phone = to === undefined ? undefined : string(to, "to", 32);
  const user = phone === undefined ? string(recipient, "recipient", 128) : undefined;
  if (user !== undefined && !/^[A-Z]{2}\.(ENT\.)?\w+$/.test(user)) invalid("recipient is no user id");
  slowDown(api);
  const person = personNamed(api.hub.world, phone === undefined ? { user: user ?? "" } : { phone });
  const answer = (wamid: string) => ({
    messaging_product: "whatsapp",
    contacts: [
      phone === undefined
        ? { input: user, user_id: user }
        : { input: phone, wa_id: phone.replaceAll(/\D/g, "") },
    ],
    messages: [{ id: wamid }],
  });
  if (body["type"] === "reaction") return answer(react(api, person, body));
  const read = readContent(api, body);
  if (!person) return answer(undeliverable(api, phone ?? user ?? "", body));
  return answer(wamidOf(put(api, person, body, read)));
}

/** Nobody has WhatsApp there: the real one accepts it, too. */
function undeliverable(api: Api, to: string, body: Fields): string {
  const hash = createHash("sha256")
    .update(`${to} ${JSON.stringify(body)} ${now(api.hub)}`)
    .digest("hex");
  const wamid = strayWamid(hash.slice(0, 20));
  api.strays.push({ wamid, person: undefined, to, code: 131026 });
  api.deliver();
  return wamid;
}

function slowDown(api: Api): void {
  const at = performance.now();
  api.taken = api.taken.filter((earlier) => at - earlier < 1000);
  if (api.taken.length >= PER_SECOND)
    throw new GraphError(130429, "Cloud API message throughput has been reached");
  api.taken.push(at);
}

function put(api: Api, person: Person, body: Fields, read: Read): HubMessage {
  const { hub, settings } = api;
  const chat = openChat(hub, person);
  const closed = body["type"] !== "template" && now(hub) - (chat.lastWrote ?? -Infinity) > DAY_MS;
  const late =
    "Message failed to send because more than 24 hours have passed since the customer last replied";
  if (closed && settings.window === "answer") throw new GraphError(131047, late);
  const asked = hub.world.faults.some(({ method }) => method === "status");
  const fault = asked ? requestFault(hub.world, WHATSAPP.id, "status", chat.person) : undefined;
  const code = fault?.type === "error" ? fault.code : closed ? 131047 : read.failure;
  const quoted = contextOf(api, chat, body["context"]);
  const given: Partial<HubMessage> = { ...read.given, ...(quoted ? { quoted: quoted.number } : {}) };
  if (code === undefined) return receive(hub, chat, read.content, given);
  const message = { ...given, ack: -1 as const, withheld: true as const };
  // Known before the report of it goes out.
  api.failures.set(hub.nextNumber, code);
  return receive(hub, chat, read.content, message);
}

/** The quoted message; one that is not (any more) there makes no bubble. */
function contextOf(api: Api, chat: HubChat, value: unknown): HubMessage | undefined {
  if (value === undefined) return undefined;
  const id = fields(value, "context")["message_id"];
  if (!isWamid(id)) return invalid("context.message_id is no message id");
  const found = messageNamed(api.hub, id);
  return found?.chat === chat && !found.message.revoked ? found.message : undefined;
}

function readContent(api: Api, body: Fields): Read {
  const { type } = body;
  switch (type) {
    case undefined:
    case "text":
      return text(string(fields(body["text"], "text")["body"], "text.body", 4096));
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      return file(api, type, fields(body[type], type));
    case "location": {
      const { latitude, longitude, name, address } = fields(body["location"], "location");
      const title = optional(name, "location.name", 1000);
      const where = optional(address, "location.address", 1000);
      return {
        content: {
          kind: "location",
          text: "",
          latitude: number(latitude, "location.latitude", 90),
          longitude: number(longitude, "location.longitude", 180),
          ...(title === undefined ? {} : { title }),
          ...(where === undefined ? {} : { address: where }),
        },
      };
    }
    case "contacts":
      return contact(list(body["contacts"], "contacts", 1, 257)[0]);
    case "interactive":
      return interactive(api, body["interactive"]);
    case "template":
      return template(api, fields(body["template"], "template"));
    default:
      throw new GraphError(100, `Param type must be one of the known types, not ${JSON.stringify(type)}`);
  }
}

const text = (words: string): Read => ({ content: { kind: "text", text: words } });

const KINDS = { image: "photo", video: "video", document: "document", sticker: "sticker" } as const;

function file(api: Api, type: keyof typeof KINDS | "audio", given: Fields): Read {
  const { file, mime, failure } = uploaded(api, type, given["id"]);
  const worded = type !== "audio" && type !== "sticker";
  if (!worded && given["caption"] !== undefined) invalid(`${type} has no caption`);
  const caption = optional(given["caption"], "caption", 1024) ?? "";
  const name = type === "document" ? optional(given["filename"], "filename", 240) : undefined;
  const kind = type === "audio" ? (given["voice"] === true ? "voice" : "audio") : KINDS[type];
  const bytes = { uid: file.uid, mime, size: file.bytes.length, ...(name === undefined ? {} : { name }) };
  return {
    content: { kind, text: caption, file: bytes },
    ...(failure === undefined ? {} : { failure }),
  };
}

function contact(value: unknown): Read {
  const { name, phones } = fields(value, "contact");
  const { formatted_name, first_name, last_name } = fields(name, "contact.name");
  const whole = string(formatted_name, "name.formatted_name", 1000);
  if (first_name === undefined && last_name === undefined) missing("name.first_name");
  const [phone] = list(phones, "contact.phones", 1, 100);
  const last = optional(last_name, "name.last_name", 1000);
  return {
    content: {
      kind: "contact",
      text: "",
      phone: string(fields(phone, "phone")["phone"], "phone.phone", 32).replace(/^\+/, ""),
      firstName: optional(first_name, "name.first_name", 1000) ?? whole,
      ...(last === undefined ? {} : { lastName: last }),
    },
  };
}

function interactive(api: Api, value: unknown): Read {
  const { text: words, choices, menu, header } = readInteractive(value);
  const given = { choices, ...(menu === undefined ? {} : { menu }) };
  if (!header) return { ...text(words), given };
  const kind = header.kind === "image" || header.kind === "video" ? header.kind : "document";
  const shown = file(api, kind, header.media);
  return { ...shown, content: { ...shown.content, text: words }, given };
}

function template(api: Api, given: Fields): Read {
  const name = string(given["name"], "template.name", 512);
  const code = string(fields(given["language"], "template.language")["code"], "language.code", 16);
  const known = api.settings.templates.find((each) => each.name === name)?.texts[code];
  if (known === undefined) throw new GraphError(132001, `Template ${name} does not exist in ${code}`);
  const components = given["components"];
  if (Array.isArray(components) && components.length > 0)
    throw new GraphError(132000, "The number of parameters differs from that of the template");
  return { ...text(known), given: { template: name } };
}

/** A reaction has a name of its own, and of what fails nothing is told but by a status. */
function react(api: Api, person: Person | undefined, body: Fields): string {
  const { message_id: id, emoji } = fields(body["reaction"], "reaction");
  if (!isWamid(id)) return invalid("reaction.message_id is no message id");
  if (typeof emoji !== "string" || emoji.length > 40) return invalid("reaction.emoji is no emoji");
  const { hub } = api;
  const found = messageNamed(hub, id);
  const chat = found?.chat;
  if (chat && now(hub) - (chat.lastWrote ?? -Infinity) > DAY_MS)
    throw new GraphError(131047, "Message failed to send because more than 24 hours have passed");
  const wamid = strayWamid(
    createHash("sha256")
      .update(`${id} ${emoji} ${now(hub)}`)
      .digest("hex")
      .slice(0, 20),
  );
  const { message } = found ?? {};
  const fits = message?.by === "person" && !message.revoked && now(hub) - message.at <= REACTION_MS;
  if (chat && message && fits && chat.person === person?.id)
    botReacts(hub, chat, message, emoji === "" ? null : emoji);
  else {
    api.strays.push({ wamid, person: person?.id, to: String(body["to"] ?? body["recipient"]), code: 131009 });
    api.deliver();
  }
  return wamid;
}

/** Two blue ticks, and for a while that somebody types. */
function markRead(api: Api, body: Fields): object {
  const { status, message_id: id, typing_indicator: typing } = body;
  if (status !== "read") invalid("status must be read");
  const found = isWamid(id) ? messageNamed(api.hub, id) : undefined;
  if (found?.message.by !== "person") return invalid("message_id is no message that was received");
  botReads(api.hub, found.chat);
  if (isFields(typing)) {
    if (typing["type"] !== "text") invalid("typing_indicator.type must be text");
    botActs(api.hub, found.chat, "typing");
  }
  return { success: true };
}
