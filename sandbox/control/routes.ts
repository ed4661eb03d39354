/** The routes of the control API; sandbox/README.md lists them. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { SandboxClock } from "../clock.ts";
import { openChat } from "../telegram/chats.ts";
import { addFault, clearFaults, type Fault } from "../telegram/faults.ts";
import { mimeOf, putFile } from "../telegram/files.ts";
import { saveBot } from "../telegram/restore.ts";
import type { Telegram } from "../telegram/server.ts";
import type { Bot, Chat, Person, World } from "../telegram/world.ts";
import type { ClockView, StateView } from "./api.ts";
import { streamEvents } from "./events.ts";
import { readBody, readJson, Refusal, writeJson } from "./http.ts";
import {
  acts,
  botInput,
  chatInput,
  clockInput,
  faultInput,
  personInput,
  type ActInput,
  type ActName,
  type FaultWish,
  type PersonInput,
} from "./inputs.ts";
import { perform } from "./perform.ts";
import { settled, type ServiceProbe } from "./settled.ts";
import { botView, chatSummary, chatView } from "./views.ts";

export interface Ports {
  telegram: Telegram;
  clock: SandboxClock;
  service: ServiceProbe;
  /** Empties the service; Telegram is emptied after it. */
  reset: () => Promise<void>;
}

interface Context extends Ports {
  world: World;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

const PAGE = 200;
const SETTLED_MS = 10_000;

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new Refusal(400, z.prettifyError(result.error));
  return result.data;
}

function findBot(world: World, name: string): Bot {
  for (const bot of world.bots.values())
    if (String(bot.record.me.id) === name || bot.record.me.username === name) return bot;
  throw new Refusal(404, `There is no bot ${name}`);
}

function findPerson(world: World, id: number): Person {
  const person = world.people.get(id);
  if (!person) throw new Refusal(404, `There is no user ${id}`);
  return person;
}

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

function changePerson(world: World, person: Person, input: object): Person {
  Object.assign(person, input, { id: person.id });
  world.store.put("person", String(person.id), person);
  world.changed({ type: "people" });
  return person;
}

function clockView(clock: SandboxClock): ClockView {
  return { now: clock.now().toISOString(), offsetMs: clock.offset() };
}

async function moveClock({ clock, world, request }: Context): Promise<ClockView> {
  const wish = parse(clockInput, await readJson(request));
  if ("advance" in wish) await clock.advance(wish.advance);
  else if ("set" in wish) await clock.set(new Date(wish.set));
  else await clock.reset();
  world.changed({ type: "clock" });
  return clockView(clock);
}

function injectFault(world: World, { bot, ...wish }: FaultWish): Fault {
  return addFault(
    world,
    bot === undefined ? wish : { ...wish, bot: findBot(world, String(bot)).record.me.id },
  );
}

function stateView({ world, clock }: Context): StateView {
  return {
    clock: clockView(clock),
    people: [...world.people.values()],
    bots: [...world.bots.values()].map(botView),
    chats: [...world.chats.values()].map((chat) => chatSummary(world, chat)),
    faults: world.faults,
    violations: world.violations,
  };
}

function chatOf(world: World, bot: string, user: string): Chat {
  return openChat(world, findBot(world, bot), findPerson(world, Number(user)));
}

function isAct(name: string): name is ActName {
  return Object.hasOwn(acts, name);
}

function actInput<A extends ActName>(act: A, value: unknown): ActInput<A> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the schema of this very act
  return parse<unknown>(acts[act], value) as ActInput<A>;
}

function readChat({ world, url }: Context, chat: Chat) {
  const number = (name: string) => {
    const value = url.searchParams.get(name);
    return value === null ? {} : { [name]: Number(value) };
  };
  return chatView(world, chat, { limit: PAGE, ...number("before"), ...number("limit"), ...number("topic") });
}

async function upload({ world, request, url }: Context) {
  const name = url.searchParams.get("name") ?? undefined;
  const bytes = await readBody(request);
  if (bytes.length === 0) throw new Refusal(400, "An empty file");
  const file = putFile(world, bytes, name, url.searchParams.get("mime") ?? mimeOf(name));
  return { uid: file.uid, name: file.name, mime: file.mime, size: bytes.length };
}

/** What may be shown in the page; the rest is only offered for download, whatever it claims to be. */
const SHOWABLE = /^(image\/(png|jpeg|gif|webp)|video\/(mp4|webm)|audio\/(ogg|mpeg|mp4))$/;

function download({ world, response }: Context, uid: string): void {
  const file = world.files.get(uid);
  if (!file) throw new Refusal(404, "There is no such file");
  const name = encodeURIComponent(file.name ?? "file");
  const shown = SHOWABLE.test(file.mime);
  response.writeHead(200, {
    "content-type": shown ? file.mime : "application/octet-stream",
    "content-length": file.bytes.length,
    "content-disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
    "content-security-policy": "sandbox",
    "x-content-type-options": "nosniff",
  });
  response.end(file.bytes);
}

async function resetAll({ reset, telegram, clock }: Context) {
  await reset();
  await telegram.reset();
  await clock.reset();
  return {};
}

type Handler = (context: Context, ...names: string[]) => unknown;

/** Tried in order; what a handler returns is the answer, nothing: it has answered itself. */
const routes: [method: string, path: RegExp, handler: Handler][] = [
  ["GET", /^\/api\/state$/, stateView],
  ["GET", /^\/(?:api\/)?events$/, ({ world, request, response }) => streamEvents(world, request, response)],
  ["GET", /^\/api\/users$/, ({ world }) => [...world.people.values()]],
  [
    "POST",
    /^\/api\/users$/,
    async ({ world, request }) => addPerson(world, parse(personInput, await readJson(request))),
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
  ["GET", /^\/api\/bots$/, ({ world }) => [...world.bots.values()].map(botView)],
  [
    "PATCH",
    /^\/api\/bots\/(\w+)$/,
    async ({ world, request }, name = "") => {
      const bot = findBot(world, name);
      bot.record.me.has_topics_enabled = parse(botInput, await readJson(request)).topics;
      saveBot(world, bot);
      world.changed({ type: "bots" });
      return botView(bot);
    },
  ],
  [
    "POST",
    /^\/api\/chats$/,
    async ({ world, request }) => {
      const { bot, user } = parse(chatInput, await readJson(request));
      return chatSummary(world, chatOf(world, String(bot), String(user)));
    },
  ],
  [
    "GET",
    /^\/api\/chats\/(\w+)\/(\d+)$/,
    (context, bot = "", user = "") => readChat(context, chatOf(context.world, bot, user)),
  ],
  [
    "POST",
    /^\/api\/chats\/(\w+)\/(\d+)\/(\w+)$/,
    async ({ world, request }, bot = "", user = "", act = "") => {
      if (!isAct(act))
        throw new Refusal(404, `A person cannot ${act}; they can ${Object.keys(acts).join(", ")}`);
      return perform(world, chatOf(world, bot, user), act, actInput(act, await readJson(request)));
    },
  ],
  ["POST", /^\/api\/files$/, upload],
  ["GET", /^\/api\/files\/([\w-]+)$/, (context, uid = "") => download(context, uid)],
  ["GET", /^\/api\/faults$/, ({ world }) => world.faults],
  [
    "POST",
    /^\/api\/faults$/,
    async ({ world, request }) => injectFault(world, parse(faultInput, await readJson(request))),
  ],
  [
    "DELETE",
    /^\/api\/faults(?:\/([\w-]+))?$/,
    ({ world }, id) => {
      clearFaults(world, id);
      return world.faults;
    },
  ],
  ["GET", /^\/api\/clock$/, ({ clock }) => clockView(clock)],
  ["POST", /^\/api\/clock$/, moveClock],
  [
    "GET",
    /^\/api\/settled$/,
    ({ telegram, service, url }) =>
      settled(telegram, service, Number(url.searchParams.get("timeout") ?? SETTLED_MS)),
  ],
  ["GET", /^\/api\/violations$/, ({ world }) => world.violations],
  ["POST", /^\/api\/reset$/, resetAll],
];

/** Answers a request of the control API; false when it is none. */
export async function controlRoutes(
  ports: Ports,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  for (const [method, path, handler] of routes) {
    const match = method === request.method ? path.exec(url.pathname) : null;
    if (!match) continue;
    const names = match.slice(1).filter((name) => name !== undefined);
    const result = await handler({ ...ports, world: ports.telegram.world, request, response, url }, ...names);
    if (result !== undefined) writeJson(response, 200, result);
    return true;
  }
  return false;
}
