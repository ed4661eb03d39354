import { callbackify } from "node:util";
import { Client, type ClientConfig } from "pg";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import { connect } from "../../core/platform/database.ts";
import { Crash, type Life, type Reached, type Stage } from "./stage.ts";

/** The database as the processes of one place have it, one after another: each of their statements is a step. */
export interface Connections {
  readonly db: PrismaClient;
  /** Who works with it now; nobody: statements pass. */
  serve(stage: Stage | undefined, life: Life | undefined): void;
  /** Connections that are in use. */
  readonly lent: () => number;
  readonly close: () => Promise<void>;
}

/** Looks at who waits for whom. */
export interface Watch {
  /** Whether the statement that runs at a backend is done, or cannot be before another process goes on. */
  readonly reached: (working: Promise<unknown>, backend: number) => Promise<Reached>;
  /** Ends what runs at a backend. */
  readonly cancel: (backend: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** So long a statement may take before somebody looks what it waits for; few take longer. */
const LOOK_MS = 2;

export async function watchOver(url: string): Promise<Watch> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const holders = async (backend: number): Promise<number[]> => {
    const { rows } = await client.query<{ by: number[] }>({
      name: "holders",
      text: "select pg_blocking_pids($1::int) as by",
      values: [backend],
    });
    return rows[0]?.by ?? [];
  };
  /** Whether one waits for another who waits for the first. */
  async function isKnot(backend: number): Promise<boolean> {
    const seen = new Set<number>();
    const next = await holders(backend);
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      if (at === backend) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      next.push(...(await holders(at)));
    }
    return false;
  }
  const cancel = async (backend: number) =>
    void (await client.query("select pg_cancel_backend($1)", [backend]));
  return {
    cancel,
    async reached(working, backend) {
      const ended = working.then(
        () => "done" as const,
        () => "done" as const,
      );
      for (;;) {
        if ((await Promise.race([ended, after(LOOK_MS)])) === "done") return "done";
        if ((await holders(backend)).length === 0) continue;
        if (!(await isKnot(backend))) return "held";
        // Postgres would find out as well, but after a time of its own and at a statement of its own choice.
        await cancel(backend);
        await ended;
        return "done";
      }
    },
    close: () => client.end(),
  };
}

async function after(ms: number): Promise<"late"> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return "late";
}

/** At once a process has a batch of turns, a timer and an arrival in hand, and deliveries and files beside them. */
const CONNECTIONS = 8;

export async function steppedConnections(url: string, watch: Watch): Promise<Connections> {
  let stage: Stage | undefined;
  let life: Life | undefined;
  const lent = new Set<Client>();

  class SteppedClient extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      const run = this.query.bind(this) as (...query: unknown[]) => Promise<unknown>;
      const query = (...given: unknown[]): Promise<unknown> | void => {
        const callback = given.at(-1);
        if (typeof callback !== "function") return this.stepped(run, given);
        callbackify(() => this.stepped(run, given.slice(0, -1)))(
          callback as (error: Error, result: unknown) => void,
        );
      };
      Object.assign(this, { query });
      this.keepAfterErrors();
    }

    /** The pool throws a connection away after an error, and opening another would take time of its own. */
    private keepAfterErrors(): void {
      let giveBack: (() => void) | undefined;
      Object.defineProperty(this, "release", {
        get: () => () => {
          lent.delete(this);
          giveBack?.();
        },
        set: (release: () => void) => {
          lent.add(this);
          giveBack = release;
        },
      });
    }

    private async stepped(
      run: (...query: unknown[]) => Promise<unknown>,
      given: unknown[],
    ): Promise<unknown> {
      const sql = textOf(given[0]);
      if (!stage || !life) return run(...given);
      const ends = /^(commit|rollback)$/i.test(sql);
      // The server rolls back what a dead client leaves open.
      if (life.over && ends) return run("ROLLBACK");
      try {
        return await stage.heldStep(life, sql, {
          work: () => run(...given),
          reached: (working) => watch.reached(working, this.backend()),
          cancel: async (working) => {
            await watch.cancel(this.backend());
            await working.catch(() => undefined);
            // Where that had come to its end by itself, the next statement is what is cancelled.
            await run("select").catch(() => undefined);
          },
        });
      } catch (error) {
        // Whoever asked is dead and learns nothing; the connection goes back to its pool.
        if (error instanceof Crash && ends) return run("ROLLBACK");
        throw error;
      }
    }

    private backend(): number {
      return "processID" in this && typeof this.processID === "number" ? this.processID : 0;
    }
  }

  const db = connect(url, { max: CONNECTIONS, Client: SteppedClient, idleTimeoutMillis: 0 });
  // All are opened now: opening one later would take time of its own.
  await Promise.all(Array.from({ length: CONNECTIONS }, () => db.$queryRaw`select 1 from pg_sleep(0.05)`));
  return {
    db,
    serve(nextStage, nextLife) {
      stage = nextStage;
      life = nextLife;
    },
    lent: () => lent.size,
    close: () => db.$disconnect(),
  };
}

const textOf = (query: unknown): string => {
  const text = typeof query === "object" && query !== null && "text" in query ? query.text : query;
  return typeof text === "string" ? text.trim().slice(0, 60).replaceAll(/\s+/g, " ") : "";
};
