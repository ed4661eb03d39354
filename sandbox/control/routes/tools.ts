/** The strip above the phones: state, clock, faults, reset, settled, the stream of changes. */
import type { SandboxClock } from "../../clock.ts";
import { addFault, clearFaults, type Fault } from "../../telegram/faults.ts";
import type { World } from "../../telegram/world.ts";
import type { ClockView, StateView } from "../api.ts";
import { streamEvents } from "../events.ts";
import { readJson } from "../http.ts";
import { clockInput, faultInput, type FaultWish } from "../inputs.ts";
import { settled } from "../settled.ts";
import { botView, chatSummary } from "../views.ts";
import { findBot, parse, type Context, type Route } from "./context.ts";

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

async function resetAll({ reset, telegram, clock }: Context) {
  await reset();
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
