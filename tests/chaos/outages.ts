import { WHATSAPP } from "../../sandbox/whatsapp/addresses.ts";
import { MINUTE } from "../long/faults/support.ts";
import type { Scene } from "./scene.ts";
import type { Traffic } from "./traffic.ts";
import type { Lines } from "./fleet.ts";
import type { Weather } from "./wire.ts";

/** Something that the service stands on fails for a while. */
export interface Outage {
  readonly name: string;
  /** `meanwhile`: people go on writing; resolves after some of that. */
  strike(scene: Scene, traffic: Traffic, meanwhile: () => Promise<void>): Promise<void>;
}

/** Requests or updates that one fault strikes. */
const STORM = 20;

type Wish = Parameters<Scene["clinic"]["control"]["fault"]>[0];

/** Faults of the messengers' own servers; all that is left of them is cleared. */
const byServers = (name: string, ...wishes: readonly Wish[]): Outage => ({
  name,
  async strike({ clinic, leases }, _, meanwhile) {
    for (const wish of wishes) await clinic.hasty.fault({ ...wish, times: STORM });
    await meanwhile();
    await clinic.hasty.clearFaults();
    await leases.note();
  },
});

/** What is on its way when the line breaks may have arrived or not. */
const onTheLine = (name: string, line: keyof Lines, weather: Weather): Outage => ({
  name,
  async strike({ fleet, leases }, _, meanwhile) {
    const turn = async (to: Weather) => {
      await leases.note();
      fleet.lines()[line].weather(to);
      await leases.note();
    };
    await turn(weather);
    await meanwhile();
    await turn("clear");
  },
});

const clockJump = (name: string, ms: number): Outage => ({
  name,
  async strike({ clinic, leases }, _, meanwhile) {
    await leases.note();
    await clinic.hasty.advance(ms);
    await leases.note();
    await meanwhile();
  },
});

export const outages: readonly Outage[] = [
  {
    name: "Postgres is restarted",
    strike: async (scene, _, meanwhile) => void (await Promise.all([scene.restartPostgres(), meanwhile()])),
  },
  {
    name: "Redis is restarted and has forgotten all",
    strike: async (scene, _, meanwhile) => void (await Promise.all([scene.restartRedis(), meanwhile()])),
  },
  {
    name: "Redis is emptied",
    strike: async (scene, _, meanwhile) => void (await Promise.all([scene.emptyRedis(), meanwhile()])),
  },
  onTheLine("the line to Telegram is cut", "telegram", "cut"),
  onTheLine("the line to Telegram is slow", "telegram", { slowMs: 100 }),
  onTheLine("the line to Telegram is half-open", "telegram", "half-open"),
  onTheLine("the service is cut off", "door", "cut"),
  onTheLine("the service is reached slowly", "door", { slowMs: 100 }),
  byServers("answers of the messengers are lost", { type: "reset", when: "after" }),
  byServers(
    "a storm of 429",
    { type: "error", code: 429, retryAfter: 7 },
    { type: "error", code: 130_429, bot: WHATSAPP.name },
  ),
  byServers(
    "servers fail with 5xx",
    { type: "error", code: 502 },
    { type: "error", code: 500, bot: WHATSAPP.name },
  ),
  byServers("updates come twice", { type: "duplicate" }),
  {
    name: "updates overtake each other",
    async strike({ clinic }, traffic, meanwhile) {
      traffic.loosen(true);
      await clinic.hasty.fault({ type: "reorder", times: STORM });
      await meanwhile();
      await clinic.hasty.clearFaults();
      // What is held back comes after the next.
      await traffic.everybody();
      traffic.loosen(false);
    },
  },
  clockJump("the clock jumps ahead", 10 * MINUTE),
  clockJump("the clock jumps back", -2 * MINUTE),
];
