/** Starting, blocking and unblocking a bot. */
import { apiChat, botOf, personOf, userOf } from "../chats.ts";
import { impossible } from "../errors.ts";
import { saveChat } from "../restore.ts";
import { push } from "../updates.ts";
import { unixTime, type Chat, type MessageRecord, type World } from "../world.ts";
import { textOf, write } from "./write.ts";

/** Opens the bot by a link (`t.me/<bot>?start=<payload>`) or by its start button; unblocks it first if need be. */
export function start(world: World, chat: Chat, payload?: string): MessageRecord {
  if (payload !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(payload))
    impossible("A start payload has 1 to 64 of the characters A-Z, a-z, 0-9, _ and -");
  block(world, chat, false);
  return write(world, chat, textOf(payload === undefined ? "/start" : `/start ${payload}`));
}

/** Blocks or unblocks the bot, which learns it by a my_chat_member update. */
export function block(world: World, chat: Chat, blocked: boolean): void {
  if (chat.record.blocked === blocked) return;
  chat.record.blocked = blocked;
  saveChat(world, chat);
  const person = personOf(world, chat);
  const { id, first_name, username } = botOf(world, chat).record.me;
  const user = { id, is_bot: true as const, first_name, username };
  const member = { status: "member" as const, user };
  const kicked = { status: "kicked" as const, user, until_date: 0 };
  push(world, chat, {
    my_chat_member: {
      chat: apiChat(person),
      from: userOf(person),
      date: unixTime(world),
      old_chat_member: blocked ? member : kicked,
      new_chat_member: blocked ? kicked : member,
    },
  });
  world.changed({ type: "blocked", chat: chat.record.key });
}
