/** People and bots. */
import { saveBot } from "../../telegram/restore.ts";
import type { Bot, Person, World } from "../../telegram/world.ts";
import { readJson, Refusal } from "../http.ts";
import { botInput, personInput, type PersonInput } from "../inputs.ts";
import type { BotView } from "../api.ts";
import { botView } from "../views.ts";
import { whatsappBot } from "../whatsapp/view.ts";
import { findBot, findPerson, parse, type Context, type Route } from "./context.ts";

/** Ids of people start far from those of bots and messages. */
const FIRST_PERSON = 5001;

function addPerson(world: World, input: PersonInput): Person {
  let id = input.id ?? FIRST_PERSON;
  if (input.id === undefined) while (world.people.has(id) || world.bots.has(id)) id += 1;
  else if (world.people.has(id) || world.bots.has(id))
    throw new Refusal(409, `There is already a user ${id}`);
  const person: Person = { ...input, id };
  world.people.set(id, person);
  world.store.put("person", String(id), person);
  world.changed({ type: "people" });
  return person;
}

/** Whoever asks for somebody twice, or at the same time as another, gets the one that is there. */
function keepPerson(world: World, id: number, input: PersonInput): Person {
  return world.people.get(id) ?? addPerson(world, { ...input, id });
}

function changePerson(world: World, person: Person, input: object): Person {
  Object.assign(person, input, { id: person.id });
  world.store.put("person", String(person.id), person);
  world.changed({ type: "people" });
  return person;
}

function switchTopics(world: World, bot: Bot, on: boolean) {
  bot.record.me.has_topics_enabled = on;
  saveBot(world, bot);
  world.changed({ type: "bots" });
  return botView(bot);
}

/** Every bot, and the number on WhatsApp among them. */
export const botsOf = ({ world, whatsapp }: Context): BotView[] => [
  ...[...world.bots.values()].map(botView),
  ...(whatsapp ? [whatsappBot(whatsapp)] : []),
];

export const peopleRoutes: Route[] = [
  ["GET", /^\/api\/users$/, ({ world }) => [...world.people.values()]],
  [
    "POST",
    /^\/api\/users$/,
    async ({ world, request }) => addPerson(world, parse(personInput, await readJson(request))),
  ],
  [
    "PUT",
    /^\/api\/users\/(\d+)$/,
    async ({ world, request }, id = "") =>
      keepPerson(world, Number(id), parse(personInput, await readJson(request))),
  ],
  [
    "PATCH",
    /^\/api\/users\/(\d+)$/,
    async ({ world, request }, id = "") =>
      changePerson(
        world,
        findPerson(world, Number(id)),
        parse(personInput.partial(), await readJson(request)),
      ),
  ],
  ["GET", /^\/api\/bots$/, botsOf],
  [
    "PATCH",
    /^\/api\/bots\/(\w+)$/,
    async ({ world, request }, name = "") =>
      switchTopics(world, findBot(world, name), parse(botInput, await readJson(request)).topics),
  ],
];
