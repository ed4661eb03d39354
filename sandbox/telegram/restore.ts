/** Brings the world back from its store, and writes single records of it. */
import type { StoredRecord } from "./persistence.ts";
import type {
  Bot,
  BotRecord,
  Chat,
  ChatRecord,
  MessageRecord,
  Person,
  QueuedUpdate,
  StoredFile,
  World,
} from "./world.ts";

export function newBot(record: BotRecord): Bot {
  return { record, queue: [], inFlight: 0, delivering: new Set() };
}

export function saveBot(world: World, bot: Bot): void {
  world.store.put("bot", String(bot.record.me.id), bot.record);
}

export function saveChat(world: World, chat: Chat): void {
  world.store.put("chat", chat.record.key, chat.record);
}

export function saveMessage(world: World, chat: Chat, record: MessageRecord): void {
  world.store.put("message", `${chat.record.key} ${record.message.message_id}`, record);
}

export function saveFile(world: World, file: StoredFile, bytes?: Buffer): void {
  const { bytes: _kept, ...rest } = file;
  world.store.put("file", file.uid, rest, bytes);
}

export function saveUpdate(world: World, bot: Bot, queued: QueuedUpdate): void {
  world.store.put("update", `${bot.record.me.id} ${queued.update.update_id}`, queued);
}

export function forgetUpdate(world: World, bot: Bot, queued: QueuedUpdate): void {
  world.store.remove("update", `${bot.record.me.id} ${queued.update.update_id}`);
}

/** What each kind of record of Telegram's holds: the save functions above wrote it. */
interface Saved {
  person: Person;
  bot: BotRecord;
  chat: ChatRecord;
  message: MessageRecord;
  file: Omit<StoredFile, "bytes">;
  update: QueuedUpdate;
}

function of<K extends keyof Saved>(records: StoredRecord[], kind: K): (StoredRecord & { value: Saved[K] })[] {
  return records.filter((record): record is StoredRecord & { value: Saved[K] } => record.kind === kind);
}

export async function restore(world: World): Promise<void> {
  const records = await world.store.load();
  world.kept = records.filter(({ kind }) => kind.startsWith("whatsapp_"));
  for (const { value } of of(records, "person")) world.people.set(value.id, value);
  for (const { value } of of(records, "bot")) world.bots.set(value.me.id, newBot(value));
  for (const { value } of of(records, "chat"))
    world.chats.set(value.key, { record: value, messages: new Map() });
  const messages = of(records, "message");
  messages.sort((a, b) => a.value.message.message_id - b.value.message.message_id);
  for (const { key, value } of messages)
    world.chats.get(key.split(" ")[0] ?? "")?.messages.set(value.message.message_id, value);
  for (const { value, bytes } of of(records, "file"))
    world.files.set(value.uid, { ...value, bytes: bytes ?? Buffer.alloc(0) });
  const updates = of(records, "update");
  updates.sort((a, b) => a.value.update.update_id - b.value.update.update_id);
  for (const { key, value } of updates) world.bots.get(Number(key.split(" ")[0]))?.queue.push(value);
}
