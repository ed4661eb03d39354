/** What the control API takes, checked: one schema per act. The types of the client come from here. */
import type { MessageEntity } from "grammy/types";
import { z } from "zod";
import { MEDIA_KINDS } from "../telegram/media.ts";

const id = z.int().positive();
const text = z.string().max(4096);

/** Where a message goes: quoting another, in a topic. */
const place = {
  replyTo: id.exactOptional(),
  quote: z.string().exactOptional(),
  topic: id.exactOptional(),
};

const span = z.looseObject({ type: z.string(), offset: z.int().min(0), length: z.int().min(1) });
/** The rest of an entity is held by the check of the update that carries it. */
const entity = z.custom<MessageEntity>((value) => span.safeParse(value).success, "is no message entity");

/** A file: uploaded before (`uid`), a built-in sample (`sample`: which of several), or its bytes in base64. */
const file = z.union([
  z.strictObject({ uid: z.string() }),
  z.strictObject({ sample: z.int().min(0).max(9) }),
  z.strictObject({ base64: z.base64(), name: z.string().exactOptional(), mime: z.string().exactOptional() }),
]);

const attachment = {
  kind: z.enum(MEDIA_KINDS),
  /** Nothing: the built-in sample of this kind. */
  file: file.exactOptional(),
  caption: z.string().max(1024).exactOptional(),
  duration: z.int().exactOptional(),
  title: z.string().exactOptional(),
  performer: z.string().exactOptional(),
  emoji: z.string().exactOptional(),
};

const point = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) };

/** What a person can do in a chat, by name. */
export const acts = {
  say: z.strictObject({ text, entities: z.array(entity).exactOptional(), ...place }),
  start: z.strictObject({ payload: z.string().exactOptional() }),
  send: z.strictObject({ ...attachment, ...place }),
  album: z.strictObject({ parts: z.array(z.strictObject(attachment)).min(2).max(10), ...place }),
  location: z.strictObject({ ...point, ...place }),
  venue: z.strictObject({ ...point, title: z.string(), address: z.string(), ...place }),
  /** Without a phone number: the person's own, as the contact button sends it. */
  contact: z.strictObject({
    phone_number: z.string().exactOptional(),
    first_name: z.string().exactOptional(),
    last_name: z.string().exactOptional(),
    user_id: id.exactOptional(),
    ...place,
  }),
  poll: z.strictObject({ question: z.string(), options: z.array(z.string()).min(2).max(12), ...place }),
  dice: z.strictObject({ emoji: z.string().exactOptional(), value: z.int().min(1).max(64), ...place }),
  story: z.strictObject({ ...place }),
  checklist: z.strictObject({ title: z.string(), tasks: z.array(z.string()).min(1).max(30), ...place }),
  press: z.strictObject({
    label: z.string().exactOptional(),
    message: id.exactOptional(),
    data: z.string().exactOptional(),
    stale: z.boolean().exactOptional(),
    topic: id.exactOptional(),
    location: z.strictObject(point).exactOptional(),
  }),
  /** An invoice in the chat; or one by its link, which the bank may `decline`. */
  pay: z.union([
    z.strictObject({ message: id }),
    z.strictObject({ link: z.url(), decline: z.boolean().exactOptional() }),
  ]),
  edit: z.strictObject({ message: id, text }),
  react: z.strictObject({ message: id, emoji: z.string().exactOptional() }),
  delete: z.strictObject({ message: id }),
  block: z.strictObject({ blocked: z.boolean() }),
  topics: z.strictObject({ on: z.boolean() }),
  read: z.strictObject({ topic: z.int().min(0).exactOptional() }),
};

export type ActName = keyof typeof acts;
export type ActInput<A extends ActName> = z.infer<(typeof acts)[A]>;

export const personInput = z.strictObject({
  /** Nothing: the next free one. */
  id: id.exactOptional(),
  first_name: z.string().min(1).max(64),
  last_name: z.string().max(64).exactOptional(),
  username: z.string().exactOptional(),
  language_code: z.string().exactOptional(),
  phone: z
    .string()
    .regex(/^\+\d{7,15}$/)
    .exactOptional(),
  whatsapp: z.enum(["phone", "lid", "hidden"]).exactOptional(),
});
export type PersonInput = z.infer<typeof personInput>;

const scope = {
  /** Id or username. */
  bot: z.union([id, z.string()]).exactOptional(),
  method: z.string().exactOptional(),
  chat: id.exactOptional(),
  times: z.int().positive().exactOptional(),
};
const when = z.enum(["before", "after"]);

export const faultInput = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("error"),
    // An HTTP status; of the Cloud API also a code of Meta's.
    code: z.int().min(0).max(999_999),
    description: z.string().exactOptional(),
    retryAfter: z.int().positive().exactOptional(),
    ...scope,
  }),
  z.strictObject({ type: z.literal("reset"), when, ...scope }),
  z.strictObject({ type: z.literal("stall"), when, ms: z.int().positive().exactOptional(), ...scope }),
  z.strictObject({ type: z.literal("duplicate"), ...scope }),
  z.strictObject({ type: z.literal("reorder"), ...scope }),
]);

export type FaultWish = z.infer<typeof faultInput>;

export const clockInput = z.union([
  z.strictObject({ advance: z.int() }),
  z.strictObject({ set: z.iso.datetime() }),
  z.strictObject({ reset: z.literal(true) }),
]);

export const chatInput = z.strictObject({ bot: z.union([id, z.string()]), user: id });
export const botInput = z.strictObject({ topics: z.boolean() });
