/** Carries out what a person does. */
import { randomInt } from "node:crypto";
import { apiChat, personOf } from "../telegram/chats.ts";
import { impossible } from "../telegram/errors.ts";
import { putFile } from "../telegram/files.ts";
import { deleteMessage, editOwn, markRead, react, switchTopics } from "../telegram/people/change.ts";
import { pay, payByLink } from "../telegram/people/pay.ts";
import { block, start } from "../telegram/people/membership.ts";
import { press } from "../telegram/people/press.ts";
import { album, attach, ownContact, textOf, write, type Attachment } from "../telegram/people/write.ts";
import { pollContent } from "../telegram/polls.ts";
import { sampleFile } from "../telegram/samples.ts";
import type { Chat, MessageRecord, StoredFile, World } from "../telegram/world.ts";
import type { ActView } from "./api.ts";
import type { ActInput, ActName } from "./inputs.ts";
import { messageView } from "./message-view.ts";

export type Part = ActInput<"album">["parts"][number];

export async function fileOf(
  world: World,
  { kind, file = { sample: 0 } }: Part,
  index: number,
): Promise<StoredFile> {
  if ("sample" in file) return sampleFile(world, kind, file.sample + index);
  if ("uid" in file) return world.files.get(file.uid) ?? impossible("There is no such file: upload it first");
  return putFile(world, Buffer.from(file.base64, "base64"), file.name, file.mime);
}

async function attachmentOf(world: World, part: Part, index = 0): Promise<Attachment> {
  const { kind, caption, duration, title, performer, emoji } = part;
  return {
    kind,
    file: await fileOf(world, part, index),
    options: { duration, title, performer, emoji },
    ...(caption === undefined ? {} : { caption }),
  };
}

function contactOf(world: World, chat: Chat, input: ActInput<"contact">) {
  const { phone_number, first_name = "Contact", last_name, user_id } = input;
  if (phone_number === undefined) return ownContact(world, chat);
  return {
    contact: {
      phone_number,
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...(user_id === undefined ? {} : { user_id }),
    },
  };
}

type Performers = {
  [A in ActName]: (world: World, chat: Chat, input: ActInput<A>) => Promise<ActView> | ActView;
};

function sent(world: World, ...records: MessageRecord[]): ActView {
  return { messages: records.map((record) => messageView(world, record)) };
}

const done: ActView = { messages: [] };

const performers: Performers = {
  say: (world, chat, input) => sent(world, write(world, chat, textOf(input.text, input.entities), input)),
  start: (world, chat, { payload }) => sent(world, start(world, chat, payload)),
  send: async (world, chat, input) =>
    sent(world, attach(world, chat, await attachmentOf(world, input), input)),
  album: async (world, chat, input) => {
    const parts = await Promise.all(input.parts.map((part, index) => attachmentOf(world, part, index)));
    return sent(world, ...album(world, chat, parts, input));
  },
  location: (world, chat, input) => {
    const { latitude, longitude } = input;
    return sent(world, write(world, chat, { location: { latitude, longitude } }, input));
  },
  venue: (world, chat, input) => {
    const { latitude, longitude, title, address } = input;
    const location = { latitude, longitude };
    return sent(world, write(world, chat, { location, venue: { location, title, address } }, input));
  },
  contact: (world, chat, input) => sent(world, write(world, chat, contactOf(world, chat, input), input)),
  poll: (world, chat, input) =>
    sent(world, write(world, chat, pollContent(input.question, input.options), input)),
  dice: (world, chat, input) =>
    sent(world, write(world, chat, { dice: { emoji: input.emoji ?? "🎲", value: input.value } }, input)),
  story: (world, chat, input) => {
    const story = { chat: apiChat(personOf(world, chat)), id: randomInt(1, 1000) };
    return sent(world, write(world, chat, { story }, input));
  },
  checklist: (world, chat, input) => {
    const tasks = input.tasks.map((text, index) => ({ id: index + 1, text }));
    return sent(world, write(world, chat, { checklist: { title: input.title, tasks } }, input));
  },
  press: (world, chat, input) => {
    const pressed = press(world, chat, input);
    const record = pressed.type === "message" ? chat.messages.get(pressed.message) : undefined;
    return { ...(record ? sent(world, record) : done), pressed };
  },
  pay: async (world, chat, input) => {
    if ("message" in input) return { ...done, paid: await pay(world, chat, input.message) };
    const slug = new URL(input.link).pathname.slice(1);
    const card = input.decline === true ? "declined" : "good";
    return { ...done, paid: await payByLink(world, personOf(world, chat), slug, card) };
  },
  edit: (world, chat, { message, text }) => sent(world, editOwn(world, chat, message, text)),
  react: (world, chat, { message, emoji }) => {
    react(world, chat, message, emoji);
    return done;
  },
  delete: (world, chat, { message }) => {
    deleteMessage(world, chat, message);
    return done;
  },
  block: (world, chat, { blocked }) => {
    block(world, chat, blocked);
    return done;
  },
  topics: (world, chat, { on }) => {
    switchTopics(world, chat, on);
    return done;
  },
  read: (world, chat, { topic }) => {
    markRead(world, chat, topic);
    return done;
  },
};

export async function perform<A extends ActName>(
  world: World,
  chat: Chat,
  act: A,
  input: ActInput<A>,
): Promise<ActView> {
  return performers[act](world, chat, input);
}
