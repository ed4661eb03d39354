import { handleOwner } from "../../bots/owner/handle.ts";
import { telegramRegistry, whatsappRegistry } from "../../bots/owner/index.ts";
import { whatsappBot } from "../../bots/whatsapp/bot.ts";
import type { WhatsAppContent, WhatsAppEvent } from "../../bots/whatsapp/event.ts";
import type { Incoming, IncomingContent } from "../../bots/incoming.ts";
import type { Operation } from "../../core/messaging/operation.ts";
import type { Received } from "../../core/messaging/claims.ts";
import { persons } from "../../core/messaging/persons.ts";
import { transact, type Core } from "../../core/platform/core.ts";
import { openJson } from "../../core/platform/sealed.ts";

/** One message as its reader sees it. */
export interface Shown {
  readonly text: string;
  /** Labels of the buttons under it. */
  readonly buttons: readonly string[];
  readonly urls: readonly string[];
  /** Labels of the keyboard below the chat that came with it. */
  readonly keyboard: readonly string[];
  /** Id of a file in it. */
  readonly file: string | undefined;
  /** All files in it, with the names they are given under. */
  readonly files: readonly { readonly id: string; readonly name: string | undefined }[];
  readonly edited: boolean;
}

/** An owner's side of the chat: everything goes through the front door, and what was queued is read. */
export interface OwnerChat {
  say(text: string): Promise<Shown[]>;
  command(name: string, payload?: string): Promise<Shown[]>;
  /** What has come here since, through no doing of the person's here. */
  look(): Promise<Shown[]>;
  /** Presses the latest button whose label begins like this. */
  press(label: string): Promise<Shown[]>;
  /** Sends a button's data as it is. */
  pressData(data: string): Promise<Shown[]>;
  contact(phone: string, own?: boolean): Promise<Shown[]>;
  location(latitude: number, longitude: number): Promise<Shown[]>;
  photo(): Promise<Shown[]>;
  /** All that was shown, in order. */
  readonly history: readonly Shown[];
  /** Who the chat belongs to now. */
  person(): Promise<string>;
}

interface Pressable {
  readonly label: string;
  readonly data: string;
  readonly message: string;
}

/**
 * `chat`: the external id in the messenger; `hint`: the language that it reports, WhatsApp by a number's country; an
 * empty one: WhatsApp shows no number.
 */
export function ownerChat(
  core: Core,
  chat: string,
  hint = "en",
  channel: "telegram" | "whatsapp" = "telegram",
): OwnerChat {
  const history: Shown[] = [];
  const pressable: Pressable[] = [];
  let read = 0n;
  let messages = 0;

  const person = async () => {
    const known = await persons(core, [{ channel, from: chat }]);
    const id = known.get(`${channel} ${chat}`);
    if (!id) throw new Error("no person");
    return id;
  };

  async function take(incoming: Incoming): Promise<Shown[]> {
    const id = await person();
    await transact(core, (core) => (channel === "telegram" ? onTelegram : onWhatsApp)(core, id, incoming));
    return look(id);
  }

  const onTelegram = (core: Core, id: string, incoming: Incoming) =>
    handleOwner({ core, person: id, channel }, incoming, hint, telegramRegistry);

  async function onWhatsApp(core: Core, personId: string, incoming: Incoming) {
    const phone = hint === "ru" ? "79990009900" : "447700900100";
    const event = eventOf(incoming, chat, hint === "" ? undefined : phone);
    const head = { personId, channel } as Received["head"];
    await whatsapp(core, { head, updates: [{ via: "web", event }], seqs: [] });
  }

  async function look(id?: string): Promise<Shown[]> {
    const fresh: Shown[] = [];
    const rows = await core.db.outbox.findMany({
      where: { seq: { gt: read }, channel, personId: { in: [id ?? (await person()), await person()] } },
      orderBy: { seq: "asc" },
    });
    for (const row of rows) {
      read = row.seq;
      const shown = shownOf(openJson<Operation>(core.keys, `outbox:${row.id}`, row.sealed), row.id);
      if (!shown) continue;
      pressable.unshift(...shown.pressable);
      fresh.push(shown.message);
    }
    history.push(...fresh);
    return fresh;
  }

  const message = (content: IncomingContent) =>
    take({ kind: "message", externalId: `in-${++messages}`, content });

  return {
    history,
    person,
    say: (text) => message({ kind: "text", text }),
    command: (name, payload = "") => take({ kind: "command", externalId: `in-${++messages}`, name, payload }),
    look: () => look(),
    press(label) {
      const button = pressable.find((one) => one.label.startsWith(label));
      if (!button) throw new Error(`no button ${label}: ${pressable.map((one) => one.label).join(", ")}`);
      return take({ kind: "press", data: button.data, externalId: button.message });
    },
    pressData: (data) => take({ kind: "press", data, externalId: "forged" }),
    contact: (phone, own = true) => message({ kind: "contact", phone, firstName: "Anna", own }),
    location: (latitude, longitude) => message({ kind: "location", latitude, longitude }),
    photo: () =>
      message({
        kind: "media",
        parts: [{ kind: "photo", ref: "photo-ref", size: 1000, externalId: `in-${++messages}` }],
      }),
  };
}

const whatsapp = whatsappBot({ registry: whatsappRegistry, readCloud: () => undefined });

/** What the person does, as WhatsApp tells it; a button is pressed as a native one. */
function eventOf(incoming: Incoming, chat: string, phone: string | undefined): WhatsAppEvent {
  const message = (content: WhatsAppContent): WhatsAppEvent => {
    const id = "externalId" in incoming ? incoming.externalId : "";
    return { kind: "message", id, chat, at: 0, content, ...(phone && { phone }), name: "Anna" };
  };
  if (incoming.kind === "press") return message({ kind: "choice", data: incoming.data, title: "" });
  if (incoming.kind === "command")
    return message({ kind: "text", text: `/${incoming.name} ${incoming.payload}`.trim() });
  if (incoming.kind !== "message") throw new Error(`not played on WhatsApp: ${incoming.kind}`);
  const { content } = incoming;
  switch (content.kind) {
    case "text":
      return message({ kind: "text", text: content.text });
    case "media": {
      const [{ kind: media, ref }] = content.parts;
      return message({ kind: "media", media, ref });
    }
    case "contact":
      return message({ kind: "contact", phone: content.phone, firstName: content.firstName });
    case "location":
      return message({ kind: "location", latitude: content.latitude, longitude: content.longitude });
    case "unsupported":
      return message(content);
  }
}

function shownOf(operation: Operation, id: string): { message: Shown; pressable: Pressable[] } | undefined {
  if (operation.op !== "send" && operation.op !== "edit") return undefined;
  const buttons = (operation.menu ?? []).flat();
  const keyboard =
    operation.op === "send" && typeof operation.keyboard === "object" ? operation.keyboard.rows : [];
  return {
    message: {
      ...contentOf(operation),
      buttons: buttons.map(({ label }) => label),
      urls: buttons.flatMap((button) => ("url" in button ? [button.url] : [])),
      keyboard: keyboard.flat().map(({ label }) => label),
      edited: operation.op === "edit",
    },
    pressable: buttons.flatMap((button) =>
      "data" in button ? [{ label: button.label, data: button.data, message: `out-${id}` }] : [],
    ),
  };
}

function contentOf(
  operation: Extract<Operation, { op: "send" | "edit" }>,
): Pick<Shown, "text" | "file" | "files"> {
  if (operation.op === "edit") return { text: operation.words?.text ?? "", file: operation.photo, files: [] };
  const { content } = operation;
  const parts = content.kind === "media" ? [content.media] : content.kind === "album" ? content.parts : [];
  return {
    text: content.kind === "text" ? content.text : (parts[0]?.caption?.text ?? ""),
    file: content.kind === "media" ? content.media.file : undefined,
    files: parts.map(({ file, name }) => ({ id: file, name })),
  };
}

/** The texts of messages, one under another: what a test compares or searches. */
export const textOf = (shown: readonly Shown[]): string => shown.map(({ text }) => text).join("\n---\n");
