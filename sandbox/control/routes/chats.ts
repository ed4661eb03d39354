/** Chats, and what people do in them. */
import { openChat } from "../../telegram/chats.ts";
import type { Chat, World } from "../../telegram/world.ts";
import { readJson, Refusal } from "../http.ts";
import { acts, chatInput, type ActInput, type ActName } from "../inputs.ts";
import { perform } from "../perform.ts";
import { chatSummary, chatView } from "../views.ts";
import { findBot, findPerson, parse, type Context, type Route } from "./context.ts";

/** Messages of a chat in one answer, unless told otherwise. */
const PAGE = 200;

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

async function open({ world, request }: Context) {
  const { bot, user } = parse(chatInput, await readJson(request));
  return chatSummary(world, chatOf(world, String(bot), String(user)));
}

export const chatRoutes: Route[] = [
  ["POST", /^\/api\/chats$/, open],
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
];
