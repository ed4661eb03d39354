/** Carries out what a person does on WhatsApp: the same acts as on Telegram, where WhatsApp has them. */
import { impossible } from "../../telegram/errors.ts";
import { imageSize } from "../../telegram/image-size.ts";
import type { Person, StoredFile } from "../../telegram/world.ts";
import { addressOf } from "../../whatsapp/addresses.ts";
import { freshKey, type Hub } from "../../whatsapp/hub.ts";
import { block, edit, react, read, revoke, write, type Place } from "../../whatsapp/people.ts";
import type { HubChat, HubContent, HubMessage } from "../../whatsapp/records.ts";
import type { ActView } from "../api.ts";
import type { ActInput, ActName } from "../inputs.ts";
import { fileOf, type Part } from "../perform.ts";
import { pressOn } from "./press.ts";
import { whatsappMessage } from "./view.ts";

export interface WhatsAppSeat {
  hub: Hub;
  chat: HubChat;
  person: Person;
}

type Performers = {
  [A in ActName]: (seat: WhatsAppSeat, input: ActInput<A>) => Promise<ActView> | ActView;
};

function sent({ chat, person }: WhatsAppSeat, ...messages: HubMessage[]): ActView {
  return { messages: messages.map((message) => whatsappMessage(person, chat, message)) };
}

const done: ActView = { messages: [] };

function placeOf({ replyTo }: { replyTo?: number }): Place {
  return replyTo === undefined ? {} : { replyTo };
}

function fileContent(part: Part, file: StoredFile): HubContent {
  const [width, height] = imageSize(file.bytes) ?? [];
  return {
    kind: part.kind,
    text: part.caption ?? "",
    file: {
      uid: file.uid,
      mime: part.kind === "voice" ? "audio/ogg; codecs=opus" : file.mime,
      size: file.bytes.length,
      ...(file.name === undefined ? {} : { name: file.name }),
      ...(width === undefined || height === undefined ? {} : { width, height }),
      ...(part.duration === undefined ? {} : { seconds: part.duration }),
    },
  };
}

/** WhatsApp makes a film of every moving picture before it is sent. */
const asSent = (part: Part): Part =>
  part.kind === "animation" && (!part.file || "sample" in part.file) ? { ...part, kind: "video" } : part;

const attachment = async ({ hub }: WhatsAppSeat, part: Part, index = 0): Promise<HubContent> =>
  fileContent(part, await fileOf(hub.world, asSent(part), index));

function contactContent({ person }: WhatsAppSeat, input: ActInput<"contact">): HubContent {
  const phone = input.phone_number?.replace(/^\+/, "") ?? addressOf(person).phone;
  if (phone === undefined) return impossible("This person has no phone number to show");
  const { first_name = input.phone_number === undefined ? person.first_name : "Contact", last_name } = input;
  return {
    kind: "contact",
    text: "",
    phone,
    firstName: first_name,
    ...(last_name === undefined ? {} : { lastName: last_name }),
  };
}

const absent = (what: string) => () => impossible(`WhatsApp has no ${what}`);

const performers: Performers = {
  say: (seat, { text, ...place }) =>
    sent(seat, write(seat.hub, seat.chat, { kind: "text", text }, placeOf(place))),
  /** A link `wa.me/<number>?text=` only fills in what the person then sends. */
  start(seat, { payload }) {
    if (seat.chat.blocked) block(seat.hub, seat.chat, false);
    const text = payload === undefined ? "/start" : `/start ${payload}`;
    return sent(seat, write(seat.hub, seat.chat, { kind: "text", text }));
  },
  send: async (seat, input) =>
    sent(seat, write(seat.hub, seat.chat, await attachment(seat, input), placeOf(input))),
  /** An album is messages of their own on WhatsApp: only the phones put them together. */
  async album(seat, input) {
    const parts = await Promise.all(input.parts.map((part, index) => attachment(seat, part, index)));
    const album = freshKey();
    return sent(seat, ...parts.map((part) => write(seat.hub, seat.chat, part, { ...placeOf(input), album })));
  },
  location(seat, { latitude, longitude, ...place }) {
    const content: HubContent = { kind: "location", text: "", latitude, longitude };
    return sent(seat, write(seat.hub, seat.chat, content, placeOf(place)));
  },
  venue(seat, { latitude, longitude, title, address, ...place }) {
    const content: HubContent = { kind: "location", text: "", latitude, longitude, title, address };
    return sent(seat, write(seat.hub, seat.chat, content, placeOf(place)));
  },
  contact: (seat, input) =>
    sent(seat, write(seat.hub, seat.chat, contactContent(seat, input), placeOf(input))),
  poll: (seat, { question, options, ...place }) =>
    sent(
      seat,
      write(seat.hub, seat.chat, { kind: "poll", text: question, options, votes: [] }, placeOf(place)),
    ),
  dice: absent("dice"),
  story: absent("stories in a chat"),
  checklist: absent("checklists"),
  press(seat, input) {
    const pressed = pressOn(seat.hub, seat.chat, input);
    const message = pressed.type === "message" ? seat.chat.messages.get(pressed.message) : undefined;
    return { ...(message?.by === "person" ? sent(seat, message) : done), pressed };
  },
  pay: absent("invoices: open the link"),
  edit: (seat, { message, text }) => sent(seat, edit(seat.hub, seat.chat, message, text)),
  react({ hub, chat }, { message, emoji }) {
    react(hub, chat, message, emoji ?? null);
    return done;
  },
  delete({ hub, chat }, { message }) {
    revoke(hub, chat, message);
    return done;
  },
  block({ hub, chat }, { blocked }) {
    block(hub, chat, blocked);
    return done;
  },
  topics: absent("topics"),
  read({ hub, chat }) {
    read(hub, chat);
    return done;
  },
};

export async function performOnWhatsApp<A extends ActName>(
  seat: WhatsAppSeat,
  act: A,
  input: ActInput<A>,
): Promise<ActView> {
  return performers[act](seat, input);
}
