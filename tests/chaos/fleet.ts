import { setTimeout as passed } from "node:timers/promises";
import { beginService, type Service, type startService } from "../../sandbox/service.ts";
import { freePort } from "../../sandbox/postgres/ports.ts";
import { wire, type Wire } from "./wire.ts";

export type Role = "bots" | "webhooks";

export interface FleetOptions {
  readonly roles: readonly Role[];
  /** The `FAULTS` of the next process of this role; empty: it has none. */
  readonly faults: (role: Role) => string;
  /** A process has ended; the next one starts when this resolves. */
  readonly onEnd: () => Promise<void>;
}

/** Several processes of one service, behind lines that can be troubled. Whichever dies is started again. */
export interface Fleet {
  /** Starts them in the place of the one process of the sandbox. */
  readonly launch: typeof startService;
  /** The line to the Bot API, and the one on which the service is reached. */
  readonly lines: () => Lines;
  /** Kills one that takes work, if there is any; `chosen` from 0 to below 1. */
  kill(chosen: number): void;
  /** Whoever starts from now on has no faults. */
  heal(): void;
  /** Resolves when at least one of each role takes work. */
  works(): Promise<void>;
  /** How many were killed so far. */
  readonly kills: () => number;
}

export interface Lines {
  readonly telegram: Wire;
  readonly door: Wire;
}

interface Member {
  readonly role: Role;
  readonly port: number;
  service?: Service;
  ready: boolean;
  /** Is being told what time it is. */
  following?: Promise<void> | undefined;
}

export function fleetOf({ roles, faults, onEnd }: FleetOptions): Fleet {
  const members: Member[] = [];
  const lives: Promise<void>[] = [];
  let lines: Lines | undefined;
  let clock = 0;
  let kills = 0;
  let healthy = false;
  const closing = new AbortController();

  const ready = () => members.filter((member) => member.ready);
  const lined = () => {
    if (!lines) throw new Error("the fleet was not launched");
    return lines;
  };
  const lead = () =>
    lined().door.lead(ready().flatMap(({ role, port }) => (role === "webhooks" ? [port] : [])));

  async function live(member: Member, env: NodeJS.ProcessEnv, log?: (line: string) => void): Promise<void> {
    while (!closing.signal.aborted) {
      const own = { ...env, PORT: String(member.port), FAULTS: healthy ? "" : faults(member.role) };
      const { service, ready } = beginService(own, clock, { log, role: member.role });
      member.service = service;
      ready.then(
        () => {
          member.ready = true;
          lead();
        },
        // It died before: its end is heard of below.
        () => undefined,
      );
      const how = await service.ended;
      member.ready = false;
      lead();
      if (closing.signal.aborted) return;
      log?.(`${member.role} ended: ${how}`);
      if (how === "SIGKILL") kills += 1;
      // What it cannot start without is gone: nothing is won by trying at once.
      else await passed(200);
      await onEnd();
    }
  }

  async function works(): Promise<void> {
    while (!closing.signal.aborted && roles.some((role) => !ready().some((member) => member.role === role)))
      await passed(20);
  }

  /** Tells a process the time until it has it right. One that still starts hears of it before it takes work. */
  function follow(member: Member): Promise<void> {
    return (member.following ??= (async () => {
      for (let told: number | undefined; told !== clock;) {
        told = clock;
        await member.service?.setClock(told);
      }
      member.following = undefined;
    })());
  }

  return {
    lines: lined,
    kills: () => kills,
    async launch(env, offset, { log } = {}) {
      clock = offset;
      lines = { telegram: await wire(), door: await wire(Number(env["PORT"])) };
      const own = { ...env, TELEGRAM_API_ROOT: over(lines.telegram, env["TELEGRAM_API_ROOT"]) };
      for (const role of roles) {
        const member: Member = { role, port: await freePort(), ready: false };
        members.push(member);
        lives.push(live(member, own, log));
      }
      await works();
      return {
        pid: undefined,
        stopping: () => closing.signal.aborted,
        ended: new Promise(() => undefined),
        beginWhatsApp: () => undefined,
        async setClock(next) {
          clock = next;
          const told = members.map((member) => ({ ready: member.ready, moved: follow(member) }));
          await Promise.all(told.flatMap(({ ready, moved }) => (ready ? moved : [])));
        },
        async stop(signal = "SIGTERM") {
          closing.abort();
          await Promise.all(members.flatMap(({ service }) => service?.stop(signal) ?? []));
          await Promise.all(lives);
          for (const line of Object.values(lined())) line.close();
        },
      };
    },
    kill(chosen) {
      const alive = ready();
      void alive[Math.floor(chosen * alive.length)]?.service?.stop("SIGKILL");
    },
    heal: () => void (healthy = true),
    works,
  };
}

/** The same address, reached over this line. */
function over(line: Wire, address = ""): string {
  const url = new URL(address);
  line.lead([Number(url.port)]);
  url.port = String(line.port);
  return url.href;
}
