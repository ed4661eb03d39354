import { preferences } from "../base/preferences.js";
import { keepUser, openChat, updateUser } from "./api.js";
import { world } from "./world.js";

/** Made-up people; the first of each is there from the start. */
const NAMES = {
  owner: {
    en: ["Anna Brown", "Peter Hill", "Olivia Stone", "Tom Field", "Grace Wood"],
    ru: ["Анна Орлова", "Пётр Лесной", "Ольга Белова", "Тимур Полев", "Галина Речная"],
  },
  vet: {
    en: ["Maria Green", "James Rivers", "Ellen Frost"],
    ru: ["Мария Зелёная", "Илья Дубов", "Елена Снегирёва"],
  },
};

/** Ids begin here, so that two tabs that make the same first person at once make one. */
const FIRST = { owner: 5001, vet: 5101 };

/** The number on WhatsApp, which the control API lists as a bot while there is one. */
const WHATSAPP = "whatsapp";

/**
 * The messengers of a phone and the bot that each is open at; Telegram is the first. Vets have no other.
 * @returns {{name: "telegram" | "whatsapp", bot: object}[]}
 */
export function appsOf(role) {
  const { bots, setup } = world.get();
  const names = { telegram: setup[role], ...(role === "owner" ? { whatsapp: WHATSAPP } : {}) };
  return Object.entries(names).flatMap(([name, username]) => {
    const bot = bots.find((each) => each.username === username);
    return bot ? [{ name, bot }] : [];
  });
}

/** The people who hold such a phone: those who have opened one of its bots. */
export function holders(role) {
  const bots = new Set(appsOf(role).map(({ bot }) => bot.id));
  const { people, summaries } = world.get();
  const ids = new Set(summaries.filter((chat) => bots.has(chat.bot)).map((chat) => chat.user));
  return people.filter((person) => ids.has(person.id)).sort((a, b) => a.id - b.id);
}

async function make(role, id) {
  const language = preferences.get().locale;
  const names = NAMES[role][language];
  const [first_name, last_name] = names[holders(role).length % names.length].split(" ");
  await keepUser(id, { first_name, last_name, language_code: language, phone: `+7999000${id}` });
}

/** @param {"owner" | "vet"} role @returns {Promise<number>} the id of somebody new, with this bot open */
export async function addPerson(role, bot) {
  const { people } = world.get();
  let id = FIRST[role];
  while (people.some((person) => person.id === id)) id += 1;
  await make(role, id);
  await openChat(bot.id, id);
  return id;
}

export const changePerson = (person, change) => updateUser(person.id, change);

/** The first person of a phone; whatever another tab has done already is left as it is. */
async function fill(role) {
  const bot = appsOf(role)[0]?.bot;
  if (!bot || holders(role).length > 0) return;
  await make(role, FIRST[role]);
  await openChat(bot.id, FIRST[role]);
}

let filling = false;
let again = false;

async function fillPhones() {
  again = true;
  if (filling || !world.get().ready) return;
  filling = true;
  while (again) {
    again = false;
    // A refusal means that the world has changed meanwhile; the change that tells of it comes here again.
    await Promise.allSettled(["owner", "vet"].map(fill));
  }
  filling = false;
}

/** From now on somebody holds each phone, after a reset too. */
export const keepPhonesFilled = () => world.subscribe(() => void fillPhones());
