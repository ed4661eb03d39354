/** Keeps the hub over a restart, in the same store as the simulated Telegram. */
import type { RecordKind } from "../telegram/persistence.ts";
import type { Hub } from "./hub.ts";
import type { HubChat, HubEvent, HubMessage } from "./records.ts";

type KeptChat = Omit<HubChat, "messages">;

export const keep = {
  chat(hub: Hub, { messages: _apart, ...chat }: HubChat): void {
    hub.world.store.put("whatsapp_chat", String(chat.person), chat);
  },
  message(hub: Hub, chat: HubChat, message: HubMessage): void {
    hub.world.store.put("whatsapp_message", `${chat.person} ${message.number}`, message);
  },
  event(hub: Hub, event: HubEvent): void {
    hub.world.store.put("whatsapp_event", String(event.seq), event);
  },
  forgetEvent(hub: Hub, seq: number): void {
    hub.world.store.remove("whatsapp_event", String(seq));
  },
  restore,
};

const of = (hub: Hub, wanted: RecordKind) => hub.world.kept.filter(({ kind }) => kind === wanted);

function restore(hub: Hub): void {
  for (const { value } of of(hub, "whatsapp_chat")) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `keep.chat`
    const chat = value as KeptChat;
    hub.chats.set(chat.person, { ...chat, messages: new Map() });
  }
  const messages = of(hub, "whatsapp_message").map(({ key, value }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `keep.message`
    return { person: Number(key.split(" ")[0]), message: value as HubMessage };
  });
  for (const { person, message } of messages.sort((a, b) => a.message.number - b.message.number)) {
    hub.chats.get(person)?.messages.set(message.number, message);
    hub.nextNumber = message.number + 1;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `keep.event`
  hub.queue.push(...of(hub, "whatsapp_event").map(({ value }) => value as HubEvent));
  hub.queue.sort((a, b) => a.seq - b.seq);
  hub.nextSeq = (hub.queue.at(-1)?.seq ?? 0) + 1;
}
