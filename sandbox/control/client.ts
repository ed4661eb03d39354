/**
 * The control API for tests and scripts: `connect(url)`, then people who write, press and read.
 *
 *     const sandbox = connect(control.url);
 *     const anna = await sandbox.person({ first_name: "Anna", language_code: "en", phone: "+79990001122" });
 *     const owner = anna.at("pawline_bot");
 *     await owner.start();
 *     await owner.press("Register");
 *     expect((await owner.last())?.text).toContain("name");
 *
 * Unless told otherwise every act waits until the sandbox and the service have settled, so that what comes next is what
 * the person would see.
 */
import type {
  BotView,
  ChatSummary,
  ClockView,
  Fault,
  Person,
  PersonInput,
  SettledView,
  StateView,
} from "./api.ts";
import type { FaultWish } from "./inputs.ts";
import { createSeat, type Seat } from "./seat.ts";

export interface ClientOptions {
  /** Whether acts wait until all has settled; true unless told. */
  settle?: boolean;
  /** How long to wait for that, ms. */
  timeoutMs?: number;
}

export interface Sandbox {
  url: string;
  state(): Promise<StateView>;
  person(input: PersonInput): Promise<PersonClient>;
  /** Someone who exists already. */
  knownPerson(person: Person): PersonClient;
  changePerson(id: number, input: Partial<PersonInput>): Promise<Person>;
  bots(): Promise<BotView[]>;
  /** Switches a bot's topics (`has_topics_enabled`). */
  switchTopics(bot: string, topics: boolean): Promise<BotView>;
  upload(bytes: Uint8Array, name: string, mime?: string): Promise<{ uid: string }>;
  download(uid: string): Promise<Buffer>;
  fault(input: FaultWish): Promise<Fault>;
  clearFaults(id?: string): Promise<void>;
  faults(): Promise<Fault[]>;
  clock(): Promise<ClockView>;
  /** Moves the clock, then waits until what fell due has been done. */
  advance(ms: number): Promise<ClockView>;
  setClock(to: Date): Promise<ClockView>;
  resetClock(): Promise<ClockView>;
  /** @throws when someone is still busy after the time limit, saying who */
  settled(timeoutMs?: number): Promise<SettledView>;
  violations(): Promise<string[]>;
  reset(): Promise<void>;
}

export interface PersonClient {
  id: number;
  person: Person;
  /** This person's chat with a bot. */
  at(bot: string): Seat;
  open(bot: string): Promise<ChatSummary>;
}

/** A refusal of the control API: `status` 400, 404 or 409. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>;

function asker(url: string): Ask {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const response = await fetch(url + path, { method, ...init });
    if (response.ok) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answers are typed in api.ts, on the server's side too
      return (await response.json()) as T;
    }
    const text = await response.text();
    throw new ControlError(response.status, readError(text));
  };
}

function readError(text: string): string {
  try {
    const { error }: { error?: unknown } = JSON.parse(text);
    return String(error);
  } catch {
    return text;
  }
}

export function connect(url: string, options: ClientOptions = {}): Sandbox {
  const { settle = true, timeoutMs = 15_000 } = options;
  const ask = asker(url);

  async function settled(limit = timeoutMs): Promise<SettledView> {
    const view = await ask<SettledView>("GET", `/api/settled?timeout=${limit}`);
    if (view.settled) return view;
    const busy = Object.entries(view.busy).map(([what, count]) => `${what} (${count})`);
    throw new Error(`Not settled after ${view.waitedMs} ms: ${busy.join(", ")}`);
  }

  async function calm<T>(result: T): Promise<T> {
    if (settle) await settled();
    return result;
  }

  function knownPerson(person: Person): PersonClient {
    return {
      id: person.id,
      person,
      at: (bot) => createSeat({ url, ask, calm, bot, user: person.id, timeoutMs }),
      open: (bot) => ask("POST", "/api/chats", { bot, user: person.id }),
    };
  }

  return {
    url,
    state: () => ask("GET", "/api/state"),
    person: async (input) => knownPerson(await ask<Person>("POST", "/api/users", input)),
    knownPerson,
    changePerson: (id, input) => ask("PATCH", `/api/users/${id}`, input),
    bots: () => ask("GET", "/api/bots"),
    switchTopics: (bot, topics) => ask("PATCH", `/api/bots/${bot}`, { topics }),
    async upload(bytes, name, mime) {
      const query = new URLSearchParams({ name, ...(mime === undefined ? {} : { mime }) });
      const response = await fetch(`${url}/api/files?${query.toString()}`, {
        method: "POST",
        body: Buffer.from(bytes),
      });
      if (!response.ok) throw new ControlError(response.status, readError(await response.text()));
      const { uid }: { uid: string } = JSON.parse(await response.text());
      return { uid };
    },
    async download(uid) {
      const response = await fetch(`${url}/api/files/${uid}`);
      if (!response.ok) throw new ControlError(response.status, readError(await response.text()));
      return Buffer.from(await response.arrayBuffer());
    },
    fault: (input) => ask("POST", "/api/faults", input),
    clearFaults: async (id) =>
      void (await ask("DELETE", id === undefined ? "/api/faults" : `/api/faults/${id}`)),
    faults: () => ask("GET", "/api/faults"),
    clock: () => ask("GET", "/api/clock"),
    advance: async (ms) => calm(await ask<ClockView>("POST", "/api/clock", { advance: ms })),
    setClock: async (to) => calm(await ask<ClockView>("POST", "/api/clock", { set: to.toISOString() })),
    resetClock: async () => calm(await ask<ClockView>("POST", "/api/clock", { reset: true })),
    settled,
    violations: () => ask("GET", "/api/violations"),
    reset: async () => void (await ask("POST", "/api/reset", {})),
  };
}
