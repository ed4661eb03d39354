import { preferences } from "../base/preferences.js";
import { createUser, openChat, updateUser } from "./api.js";
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

/** The bot of a phone. */
export const botOf = (role) => {
  const { bots, setup } = world.get();
  return bots.find((bot) => bot.username === setup[role]);
};

/** The people who hold such a phone: those who have opened its bot. */
export function holders(role) {
  const bot = botOf(role);
  const { people, summaries } = world.get();
  const ids = new Set(summaries.filter((chat) => chat.bot === bot?.id).map((chat) => chat.user));
  return people.filter((person) => ids.has(person.id)).sort((a, b) => a.id - b.id);
}

/** @param {"owner" | "vet"} role */
export async function addPerson(role) {
  const known = holders(role);
  const { people } = world.get();
  let id = FIRST[role];
  while (people.some((person) => person.id === id)) id += 1;
  const language = preferences.get().locale;
  const names = NAMES[role][language];
  const [first_name, last_name] = names[known.length % names.length].split(" ");
  const user = { id, first_name, last_name, language_code: language, phone: `+7999000${id}` };
  await createUser(user);
  await openChat(botOf(role).id, id);
  return user;
}

export const changePerson = (person, change) => updateUser(person.id, change);

/** Makes somebody hold each phone; another tab may have been faster. */
export async function fillPhones() {
  for (const role of ["owner", "vet"])
    if (botOf(role) && holders(role).length === 0) await addPerson(role).catch(() => undefined);
}
