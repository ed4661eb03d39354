import { z } from "zod";
import type { Arrival } from "../../core/messaging/intake.ts";
import type { Renamed } from "../../core/messaging/renamed.ts";
import { readRenamed } from "./renamed.ts";

/** What the intake looks at (webhook reference, "messages"); everything else of a message is carried as it is. */
const message = z.looseObject({
  id: z.string().min(1),
  from: z.string().min(1).optional(),
  from_user_id: z.string().min(1).optional(),
  type: z.string(),
  contacts: z.array(z.unknown()).optional(),
  system: z.unknown().optional(),
});
const contact = z.looseObject({ wa_id: z.string().optional(), user_id: z.string().optional() });
const status = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  errors: z.array(z.looseObject({ code: z.number() })).optional(),
});
const value = z.looseObject({
  metadata: z.looseObject({ phone_number_id: z.string() }),
  contacts: z.array(z.unknown()).optional(),
  messages: z.array(z.unknown()).optional(),
  statuses: z.array(z.unknown()).optional(),
  errors: z.array(z.unknown()).optional(),
});
const notification = z.looseObject({
  object: z.string(),
  entry: z
    .array(
      z.looseObject({
        changes: z.array(z.looseObject({ field: z.string(), value: z.unknown() })).optional(),
      }),
    )
    .optional(),
});

type Message = z.infer<typeof message>;
type Contact = z.infer<typeof contact>;

export interface Taken {
  readonly arrivals: readonly Arrival[];
  /** Who is called otherwise from now on. */
  readonly renamed: readonly Renamed[];
  /** Messages of ours that were accepted and then not delivered, with the code of the error. */
  readonly failed: readonly { readonly id: string; readonly code: number | null }[];
  /** Kinds of what needs nothing done. */
  readonly ignored: readonly string[];
}

/** Phones send what was chosen together one by one, and nothing says that it belongs together. */
const PICTURES = new Set(["image", "video"]);

/** All that one request brings for our number; undefined: it is no notification at all. */
export function readNotification(phoneId: string, body: unknown): Taken | undefined {
  const { data } = notification.safeParse(body);
  if (!data) return undefined;
  const arrivals: Arrival[] = [];
  const renamed: Renamed[] = [];
  const failed: { id: string; code: number | null }[] = [];
  const ignored: string[] = [];
  if (data.object !== "whatsapp_business_account") ignored.push("object");
  else
    for (const change of (data.entry ?? []).flatMap(({ changes = [] }) => changes)) {
      const read = change.field === "messages" ? value.safeParse(change.value).data : undefined;
      if (!read) ignored.push(change.field === "messages" ? "malformed" : label(change.field));
      else if (read.metadata.phone_number_id !== phoneId) ignored.push("other_number");
      else {
        const contacts = (read.contacts ?? []).flatMap((each): Contact[] => {
          const known = contact.safeParse(each).data;
          return known ? [known] : [];
        });
        for (const each of read.messages ?? []) take(message.safeParse(each).data, contacts);
        for (const each of read.statuses ?? []) note(status.safeParse(each).data);
        for (const _ of read.errors ?? []) ignored.push("errors");
      }
    }
  return { arrivals, renamed, failed, ignored };

  function take(read: Message | undefined, contacts: readonly Contact[]): void {
    if (!read) return void ignored.push("malformed");
    if (read.type === "system") {
      const names = readRenamed(read);
      if (names.length === 0) ignored.push("system");
      renamed.push(...names);
      return;
    }
    const known = contactOf(read, contacts);
    // Some people show no number: Meta's own id of a person is the key, where it is given.
    const own = read.from_user_id ?? known?.user_id;
    const number = read.from ?? known?.wa_id;
    const from = own ?? number;
    if (from === undefined) ignored.push("malformed");
    else arrivals.push(...arrivalsOf(read, { from, ...(own && { also: number }) }, known));
  }

  function note(read: z.infer<typeof status> | undefined): void {
    if (read?.status === "failed") failed.push({ id: read.id, code: read.errors?.[0]?.code ?? null });
    else ignored.push(read ? label(read.status) : "malformed");
  }
}

const contactOf = (message: Message, contacts: readonly Contact[]): Contact | undefined =>
  contacts.find(({ user_id }) => user_id !== undefined && user_id === message.from_user_id) ??
  contacts.find(({ wa_id }) => wa_id !== undefined && wa_id === message.from);

/** One arrival; several contacts that were shared at once become one each. */
function arrivalsOf(
  message: Message,
  sender: Pick<Arrival, "from" | "also">,
  contact: Contact | undefined,
): Arrival[] {
  const shared = message.contacts ?? [];
  const parts =
    shared.length > 1
      ? shared.map((each, index) => ({
          ...message,
          contacts: [each],
          ...(index > 0 && { id: `${message.id}#${index}` }),
        }))
      : [message];
  return parts.map((part) => ({
    channel: "whatsapp",
    externalId: part.id,
    ...sender,
    body: { via: "cloud", value: { message: part, ...(contact && { contact }) } },
    ...(PICTURES.has(message.type) && { picture: true }),
  }));
}

/** It becomes a metric's label: short names, not whatever is posted. */
const label = (name: string): string => (/^[a-z_]{1,40}$/.test(name) ? name : "unknown");
