import { preferences } from "../base/preferences.js";
import { attempt } from "../ui/problem.js";
import { act } from "./api.js";
import { unread } from "./chat.js";
import { compose } from "./drafts.js";
import { appsOf, holders } from "./people.js";
import { world } from "./world.js";

export const ROLES = ["owner", "vet"];

/**
 * A phone as it is now: who holds it, its messengers with what is unread in each, and the one that is open.
 * @param {"owner" | "vet"} role
 */
export function phoneOf(role) {
  const { holder, app } = preferences.get();
  const { chats } = world.get();
  const people = holders(role);
  const person = people.find(({ id }) => id === holder[role]) ?? people[0];
  const apps = appsOf(role).map(({ name, bot }) => {
    const key = person && `${bot.id}:${person.id}`;
    return { name, bot, key, chat: chats[key], unread: unread(chats[key]).all };
  });
  const open = apps.find(({ name }) => name === app[role]) ?? apps[0];
  return { role, people, person, apps, ...open };
}

/** How much somebody has not read, in all the messengers of their phone. */
export function unreadOf(role, person) {
  const { chats } = world.get();
  return appsOf(role).reduce((sum, { bot }) => sum + unread(chats[`${bot.id}:${person.id}`]).all, 0);
}

export const openApp = (role, name) => preferences.set(({ app }) => ({ app: { ...app, [role]: name } }));

const isMeant = ({ name, bot }, link) =>
  name === link.app &&
  (name === "whatsapp" ? String(bot.id) === link.name.replaceAll(/\D/g, "") : bot.username === link.name);

/**
 * Opens a link to one of the bots on the phone that has it, as the app would: Telegram presses start, WhatsApp leaves
 * the text to be sent.
 * @param {{app: "telegram" | "whatsapp", name: string, payload?: string, text?: string}} link `name`: a username or a number
 * @returns {boolean} false: nobody here has this bot
 */
export function openBot(link) {
  for (const { role, person, apps } of ROLES.map(phoneOf)) {
    const found = apps.find((each) => isMeant(each, link));
    if (!found || !person) continue;
    preferences.set({ tab: role });
    openApp(role, found.name);
    if (link.app === "whatsapp")
      compose(`${found.key}/0`, { text: link.text, replyTo: null, editing: null, asked: Date.now() });
    else void attempt(() => act(found.key, "start", link.payload ? { payload: link.payload } : {}));
    return true;
  }
  return false;
}
