/** The strip above the phones: state, clock, faults, reset, settled, the stream of changes. */
import type { SandboxClock } from "../../clock.ts";
import { addFault, clearFaults, type Fault } from "../../telegram/faults.ts";
import { WHATSAPP } from "../../whatsapp/addresses.ts";
import { busy, resetHub } from "../../whatsapp/hub.ts";
import type { ChatSummary, ClockView, StateView } from "../api.ts";
import { streamEvents } from "../events.ts";
import { readJson } from "../http.ts";
import { clockInput, faultInput, type FaultWish } from "../inputs.ts";
import { settled } from "../settled.ts";
import { chatSummary } from "../views.ts";
import { whatsappSummary } from "../whatsapp/view.ts";
import { findBot, findPerson, parse, whatsappNamed, type Context, type Route } from "./context.ts";
import { botsOf } from "./people.ts";

const SETTLED_MS = 10_000;

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

function injectFault(context: Context, { bot, ...wish }: FaultWish): Fault {
  const { world } = context;
  if (bot === undefined) return addFault(world, wish);
  const id = whatsappNamed(context, String(bot)) ? WHATSAPP.id : findBot(world, String(bot)).record.me.id;
  return addFault(world, { ...wish, bot: id });
}

function chatsOf({ world, whatsapp }: Context): ChatSummary[] {
  const elsewhere = [...(whatsapp?.chats.values() ?? [])].map((chat) =>
    whatsappSummary(findPerson(world, chat.person), chat),
  );
  return [...[...world.chats.values()].map((chat) => chatSummary(world, chat)), ...elsewhere];
}

function stateView(context: Context): StateView {
  const { world, clock } = context;
  return {
    clock: clockView(clock),
    people: [...world.people.values()],
    bots: botsOf(context),
    chats: chatsOf(context),
    faults: world.faults,
    violations: world.violations,
  };
}

async function resetAll({ reset, telegram, whatsapp, clock }: Context) {
  await reset();
  if (whatsapp) resetHub(whatsapp);
  await telegram.reset();
  await clock.reset();
  return {};
}

export const toolRoutes: Route[] = [
  ["GET", /^\/api\/state$/, stateView],
  ["GET", /^\/(?:api\/)?events$/, ({ world, request, response }) => streamEvents(world, request, response)],
  ["GET", /^\/api\/faults$/, ({ world }) => world.faults],
  [
    "POST",
    /^\/api\/faults$/,
    async (context) => injectFault(context, parse(faultInput, await readJson(context.request))),
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
    ({ telegram, whatsapp, service, url }) =>
      settled(
        { busy: () => ({ ...telegram.busy(), ...(whatsapp ? busy(whatsapp) : {}) }) },
        service,
        Number(url.searchParams.get("timeout") ?? SETTLED_MS),
      ),
  ],
  ["GET", /^\/api\/violations$/, ({ world }) => world.violations],
  ["POST", /^\/api\/reset$/, resetAll],
];
