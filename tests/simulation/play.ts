import { manualClock } from "../../core/platform/clock.ts";
import { START } from "./cast.ts";
import { diceOf, type Dice } from "./dice.ts";
import { newMessengers } from "./messengers.ts";
import { newPeople, type People, type Update } from "./people.ts";
import type { Plan, Trap } from "./plan.ts";
import { dueTimes } from "./record.ts";
import { startService, type Service, type Shared, type Work } from "./service.ts";
import { newStage, quiet, type Life, type Step } from "./stage.ts";
import type { Town } from "./town.ts";

/** A history while it is played, and what is left of it. */
export interface Game {
  readonly town: Town;
  readonly plan: Plan;
  readonly dice: Dice;
  readonly shared: Shared;
  readonly people: People;
  /** By place; undefined: nobody runs there. */
  readonly services: (Service | undefined)[];
  /** Statements that wait for another process. */
  readonly held: Step[];
  /** How often what happened. */
  readonly happened: Record<string, number>;
  started: number;
  moves: number;
  /** By the clock: since when nothing more happens, and everything works. */
  calmSince: number | undefined;
}

export function newGame(town: Town, seed: number, plan: Plan): Game {
  const stage = newStage();
  const happened: Record<string, number> = {};
  const counted = (what: string) => void (happened[what] = (happened[what] ?? 0) + 1);
  const messengers = newMessengers(stage, diceOf(seed, "messengers"), counted);
  Object.assign(messengers.weather, { share: plan.weather, besieged: plan.besieged });
  const game: Game = {
    town,
    plan,
    dice: diceOf(seed, "schedule"),
    shared: {
      stage,
      clock: manualClock(START),
      messengers,
      stored: new Map(),
      woken: new Set(),
      failures: [],
      mutant: town.mutant,
    },
    people: newPeople(messengers),
    services: [],
    held: [],
    happened,
    started: 0,
    moves: 0,
    calmSince: undefined,
  };
  for (let place = 0; place < plan.processes; place++) start(game, place);
  return game;
}

export const count = ({ happened }: Pick<Game, "happened">, what: string): void => {
  happened[what] = (happened[what] ?? 0) + 1;
};

function start(game: Game, place: number): Service {
  const connections = game.town.places[place];
  if (!connections) throw new Error("no such place");
  const service = startService(game.shared, connections, ++game.started);
  game.services[place] = service;
  return service;
}

/** A history that goes on for longer than this never ends. */
const MOST_MOVES = 20_000;

/** What may come in between the steps of processes. */
interface Event {
  readonly weight: number;
  readonly what: string;
  readonly happen: () => Promise<void> | void;
}

/** Plays a history to the end of what people do in it, and of all that may go wrong. */
export async function play(game: Game): Promise<void> {
  const acts = [...game.plan.acts];
  const left = { crashes: game.plan.crashes, jumps: game.plan.jumps };
  const traps = game.plan.traps.map((trap) => ({ ...trap }));
  let last: Life | undefined;
  for (;;) {
    await quiet();
    for (const service of game.services) if (service?.life.peaceful) await rest(game, service);
    const { waiting } = game.shared.stage;
    const events = eventsOf(game, acts, left);
    if (waiting.length === 0 && events.length === 0) return;
    const { dice } = game;
    if (waiting.length > 0 && (events.length === 0 || dice.chance(STEPS))) {
      const step = choose(waiting, last, game);
      last = step.life;
      if (!(await sprung(game, traps, step))) await move(game, step);
    } else if (events.length > 0) {
      const event = weighed(events, dice);
      game.shared.stage.note(event.what);
      await event.happen();
    }
  }
}

/** Of all moves, those that a process makes. */
const STEPS = 0.93;

function choose(waiting: readonly Step[], last: Life | undefined, { dice, plan }: Game): Step {
  const same = waiting.filter(({ life }) => life === last);
  return dice.pick(same.length > 0 && !dice.chance(plan.restless) ? same : waiting);
}

/** Whether a process dies where it was to, or is asked to end there. */
async function sprung(
  game: Game,
  traps: { -readonly [Key in keyof Trap]: Trap[Key] }[],
  { life, what }: Step,
): Promise<boolean> {
  const trap = traps.find(({ at }) => at === what);
  const service = game.services.find((each) => each?.life === life);
  if (!trap || !service || trap.passed-- > 0) return false;
  traps.splice(traps.indexOf(trap), 1);
  game.shared.stage.note(`${life.name} ${trap.asked ? "is asked to end" : "dies"} at ${what}`);
  if (!trap.asked) await crash(game, service);
  else if (!life.leaving) void service.leave();
  return true;
}

/** Lets a step go, and whoever waited for what it held. */
async function move(game: Game, step: Step): Promise<void> {
  const { stage } = game.shared;
  if (++game.moves > MOST_MOVES) throw new Error("it never comes to an end");
  stage.waiting.splice(stage.waiting.indexOf(step), 1);
  const reached = await step.go();
  stage.note(`${step.life.name}: ${step.what}${reached === "held" ? " (waits)" : ""}`);
  if (reached === "held") {
    count(game, "waits for another");
    game.held.push(step);
  } else await release(game);
}

async function release(game: Game): Promise<void> {
  for (const step of game.held.splice(0)) {
    const reached = await step.go();
    if (reached === "held") game.held.push(step);
    else game.shared.stage.note(`${step.life.name}: goes on with ${step.what}`);
  }
}

function eventsOf(
  game: Game,
  acts: Plan["acts"][number][],
  left: { crashes: number; jumps: number },
): Event[] {
  const { plan, people, shared, dice } = game;
  const events: Event[] = [];
  const [act] = acts;
  if (act)
    events.push({
      weight: 4,
      what: `somebody will ${act.do}`,
      happen() {
        acts.shift();
        count(game, act.do === "say" && act.files > 1 ? "album" : act.do);
        people.act(act);
      },
    });
  const alive = game.services.flatMap((service) =>
    service && !service.life.over && !service.life.leaving ? [service] : [],
  );
  const due = people.updates.filter(({ acknowledged, underWay }) => !acknowledged && underWay === 0);
  if (due.length > 0 && alive.length > 0)
    events.push({ weight: 6, what: "updates come in", happen: () => handOver(game, dice.pick(alive), due) });
  const old = people.updates.filter(({ done, first }) => first > 0 || done > 0);
  if (old.length > 0 && alive.length > 0 && left.jumps + left.crashes + acts.length > 0)
    events.push({
      weight: plan.unruly,
      what: "an update comes again",
      happen() {
        count(game, "duplicate");
        void take(game, dice.pick(alive), [dice.pick(old)]);
      },
    });
  for (const work of shared.woken)
    if (alive.length > 0) {
      events.push({ weight: 4, what: `${work} is woken`, happen: () => wake(game, dice.pick(alive), work) });
      events.push({
        weight: plan.unruly / 4,
        what: `nobody is woken for ${work}`,
        happen() {
          count(game, "wake-up lost");
          shared.woken.delete(work);
        },
      });
    }
  if (alive.length > 0 && left.crashes > 0 && game.moves > 0)
    events.push({
      weight: 0.7,
      what: "one dies",
      async happen() {
        left.crashes -= 1;
        await crash(game, dice.pick(alive));
      },
    });
  for (let place = 0; place < plan.processes; place++)
    if (game.services[place]?.life.over)
      events.push({
        weight: 2,
        what: "one starts",
        async happen() {
          start(game, place);
          // Whoever starts looks for everything.
          await wakeDue(game);
        },
      });
  if (left.jumps > 0)
    events.push({
      weight: 0.7,
      what: "the clock jumps",
      async happen() {
        left.jumps -= 1;
        count(game, "jump");
        await pass(game, dice.pick([300, 1_500, 6_000, 31_000, 95_000]));
      },
    });
  return events;
}

function weighed(events: readonly Event[], dice: Dice): Event {
  let at = dice.below(1_000_000) / 1_000_000;
  at *= events.reduce((sum, { weight }) => sum + weight, 0);
  for (const event of events) {
    at -= event.weight;
    if (at < 0) return event;
  }
  return dice.pick(events);
}

/** Time passes. Processes look for what they meant to look for by now; and all is found, whoever was to be woken for it. */
async function pass(game: Game, ms: number): Promise<void> {
  const { clock, woken, mutant, stage } = game.shared;
  stage.note(`${ms} ms pass`);
  clock.advance(ms);
  for (const service of game.services)
    for (const [work, at] of service && !service.life.over ? service.alarms : [])
      if (at <= clock.now().getTime()) {
        service?.alarms.delete(work);
        woken.add(work);
      }
  if (!mutant.unswept) await wakeDue(game);
}

async function wakeDue({ shared, town }: Game): Promise<void> {
  for (const [work, at] of await dueTimes(town))
    if (at <= shared.clock.now().getTime()) shared.woken.add(work);
}

function wake(game: Game, service: Service, work: Work): void {
  game.shared.woken.delete(work);
  service.begin(work);
}

/** Hands over what is due: the first ones, or not quite. */
function handOver(game: Game, service: Service, due: readonly Update[]): void {
  const { dice, plan } = game;
  const [first] = due;
  if (!first) return;
  const ofBot = due.filter(({ by }) => by.channel === first.by.channel);
  const skipped = ofBot.length > 1 && dice.chance(plan.unruly) ? 1 : 0;
  if (skipped > 0) count(game, "reordered");
  void take(game, service, ofBot.slice(skipped, skipped + 1 + dice.below(3)));
}

async function take(game: Game, service: Service, updates: readonly Update[]): Promise<void> {
  for (const update of updates) {
    update.underWay += 1;
    update.first ||= game.moves + 1;
  }
  const taken = await service.take(updates.map(({ arrival }) => arrival));
  for (const update of updates) {
    update.underWay -= 1;
    if (!taken) continue;
    update.acknowledged = true;
    update.done ||= game.moves + 1;
  }
}

async function crash(game: Game, service: Service): Promise<void> {
  for (const { life, what } of game.shared.stage.waiting)
    if (life === service.life && !/^(select|insert|update|delete|with) /i.test(what))
      count(game, `crash: ${what}`);
  count(game, "crash");
  await end(game, service);
}

/** All that it had in hand is done. */
async function rest(game: Game, service: Service): Promise<void> {
  if (service.life.over) return;
  count(game, "left in peace");
  game.shared.stage.note(`${service.life.name} ends`);
  await end(game, service);
}

/** The history is over. */
export async function endAll(game: Game): Promise<void> {
  for (const service of game.services) if (service) await end(game, service);
  for (const place of game.town.places) place.serve(undefined, undefined);
}

async function end(game: Game, service: Service): Promise<void> {
  const { stage } = game.shared;
  const { life } = service;
  life.over = true;
  const at = stage.waiting.filter((step) => step.life === life);
  const waits = game.held.filter((step) => step.life === life);
  stage.waiting.splice(0, Infinity, ...stage.waiting.filter((step) => step.life !== life));
  game.held.splice(0, Infinity, ...game.held.filter((step) => step.life !== life));
  for (const step of [...at, ...waits]) await step.die();
  await unwind(game, service);
  await release(game);
}

/** What is left of a dead process runs out, and gives back its connections. */
async function unwind(game: Game, service: Service): Promise<void> {
  const connections = game.town.places[game.services.indexOf(service)];
  const since = performance.now();
  while (performance.now() - since < UNWIND_MS) {
    await quiet();
    if (connections?.lent() === 0) return;
  }
  throw new Error("a dead process does not let go of the database");
}

/** By the machine's clock: its connections roll back. */
const UNWIND_MS = 20_000;

/** Everything works again, and nothing more happens: the service comes to rest. */
export async function settleDown(game: Game): Promise<void> {
  const { shared, town } = game;
  Object.assign(shared.messengers.weather, { share: 0, besieged: null });
  game.calmSince = shared.clock.now().getTime();
  const calm: Game = {
    ...game,
    plan: { ...game.plan, acts: [], crashes: 0, traps: [], jumps: 0, unruly: 0 },
  };
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    await play(calm);
    const next = Math.min(...(await dueTimes(town)).values());
    if (next === Infinity) return;
    const now = shared.clock.now().getTime();
    await pass(game, Math.max(next - now, rounds > 0 && next <= now ? A_WHILE : 0));
  }
  throw new Error("it never comes to rest");
}

const MOST_ROUNDS = 60;
/** What is due and was not done waits for something else, which has an end as well. */
const A_WHILE = 10_000;
