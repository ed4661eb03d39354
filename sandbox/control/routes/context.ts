/** What every route is handed, and how it reads what it was sent. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { SandboxClock } from "../../clock.ts";
import type { Telegram } from "../../telegram/server.ts";
import type { Bot, Person, World } from "../../telegram/world.ts";
import { WHATSAPP } from "../../whatsapp/addresses.ts";
import type { Hub } from "../../whatsapp/hub.ts";
import { Refusal } from "../http.ts";
import type { ServiceProbe } from "../settled.ts";

export interface Ports {
  telegram: Telegram;
  /** The simulated WhatsApp, listed as the bot `whatsapp`. */
  whatsapp?: Hub;
  clock: SandboxClock;
  service: ServiceProbe;
  /** Empties the service; Telegram is emptied after it. */
  reset: () => Promise<void>;
}

export interface Context extends Ports {
  world: World;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

/** What it returns is the answer; nothing: it has answered itself. The names are the groups of its path. */
export type Handler = (context: Context, ...names: string[]) => unknown;

export type Route = [method: string, path: RegExp, handler: Handler];

export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new Refusal(400, z.prettifyError(result.error));
  return result.data;
}

export function findBot(world: World, name: string): Bot {
  for (const bot of world.bots.values())
    if (String(bot.record.me.id) === name || bot.record.me.username === name) return bot;
  throw new Refusal(404, `There is no bot ${name}`);
}

export function findPerson(world: World, id: number): Person {
  const person = world.people.get(id);
  if (!person) throw new Refusal(404, `There is no user ${id}`);
  return person;
}

/** The hub, if it is WhatsApp that this name or number means. */
export const whatsappNamed = ({ whatsapp }: Ports, bot: string): Hub | undefined =>
  bot === WHATSAPP.name || bot === String(WHATSAPP.id) ? whatsapp : undefined;
