/** Chats, and what people do in them. */
import { openChat } from "../../telegram/chats.ts";
import type { Chat, World } from "../../telegram/world.ts";
import { readJson, Refusal } from "../http.ts";
import { acts, chatInput, type ActInput, type ActName } from "../inputs.ts";
import { perform } from "../perform.ts";
import { chatSummary, chatView } from "../views.ts";
import { openChat as openOnWhatsApp } from "../../whatsapp/hub.ts";
import { performOnWhatsApp, type WhatsAppSeat } from "../whatsapp/perform.ts";
import { whatsappChat, whatsappSummary } from "../whatsapp/view.ts";
import { findBot, findPerson, parse, whatsappNamed, type Context, type Route } from "./context.ts";

/** Messages of a chat in one answer, unless told otherwise. */
const PAGE = 200;

function chatOf(world: World, bot: string, user: string): Chat {
  return openChat(world, findBot(world, bot), findPerson(world, Number(user)));
}

function whatsappSeat(context: Context, bot: string, user: string): WhatsAppSeat | undefined {
  const hub = whatsappNamed(context, bot);
  if (!hub) return undefined;
  const person = findPerson(context.world, Number(user));
  return { hub, person, chat: openOnWhatsApp(hub, person) };
}

function isAct(name: string): name is ActName {
  return Object.hasOwn(acts, name);
}

function actInput<A extends ActName>(act: A, value: unknown): ActInput<A> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the schema of this very act
  return parse<unknown>(acts[act], value) as ActInput<A>;
}

function readChat(context: Context, bot: string, user: string) {
  const { world, url } = context;
  const number = (name: string) => {
    const value = url.searchParams.get(name);
    return value === null ? {} : { [name]: Number(value) };
  };
  const page = { limit: PAGE, ...number("before"), ...number("limit"), ...number("topic") };
  const seat = whatsappSeat(context, bot, user);
  return seat ? whatsappChat(seat.person, seat.chat, page) : chatView(world, chatOf(world, bot, user), page);
}

async function open(context: Context) {
  const { world, request } = context;
  const { bot, user } = parse(chatInput, await readJson(request));
  const seat = whatsappSeat(context, String(bot), String(user));
  if (seat) return whatsappSummary(seat.person, seat.chat);
  return chatSummary(world, chatOf(world, String(bot), String(user)));
}

export const chatRoutes: Route[] = [
  ["POST", /^\/api\/chats$/, open],
  ["GET", /^\/api\/chats\/(\w+)\/(\d+)$/, (context, bot = "", user = "") => readChat(context, bot, user)],
  [
    "POST",
    /^\/api\/chats\/(\w+)\/(\d+)\/(\w+)$/,
    async (context, bot = "", user = "", act = "") => {
      const { world, request } = context;
      if (!isAct(act))
        throw new Refusal(404, `A person cannot ${act}; they can ${Object.keys(acts).join(", ")}`);
      const seat = whatsappSeat(context, bot, user);
      if (seat) return performOnWhatsApp(seat, act, actInput(act, await readJson(request)));
      return perform(world, chatOf(world, bot, user), act, actInput(act, await readJson(request)));
    },
  ],
];
