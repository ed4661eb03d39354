import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";
import { setTimeout as passed } from "node:timers/promises";

/**
 * What a line does: passes all on; breaks and refuses; passes each piece on after so many milliseconds; or takes what
 * comes, passes nothing on and says nothing.
 */
export type Weather = "clear" | "cut" | "half-open" | { readonly slowMs: number };

/** A line to one server, or to several in turn, as a balancer has it. */
export interface Wire {
  readonly port: number;
  /** Where it leads from now on. A server that does not answer is passed over. */
  lead(ports: readonly number[]): void;
  /** A cut breaks all that is open; the end of half-open breaks what was swallowed. */
  weather(next: Weather): void;
  close(): void;
}

interface Line {
  readonly near: Socket;
  far?: Socket;
  /** Something was swallowed: it is of no use any more. */
  mute: boolean;
}

/** @param port 0: any that is free */
export async function wire(port = 0): Promise<Wire> {
  let weather: Weather = "clear";
  let ports: readonly number[] = [];
  let turn = 0;
  const lines = new Set<Line>();

  /** Tries each of the servers once, beginning with the next. */
  async function open(line: Line): Promise<void> {
    const first = turn++;
    for (const step of ports.keys()) {
      const far = await reached(ports[(first + step) % ports.length] ?? 0);
      if (!far) continue;
      line.far = far;
      join(line, line.near, far);
      join(line, far, line.near);
      return;
    }
    line.near.resetAndDestroy();
  }

  function join(line: Line, from: Socket, to: Socket): void {
    let waiting = 0;
    let last = Promise.resolve();
    const pass = (now: () => void) => {
      const slowMs = typeof weather === "object" ? weather.slowMs : 0;
      if (slowMs === 0 && waiting === 0) return now();
      waiting += 1;
      last = last
        .then(() => passed(slowMs))
        .then(() => {
          waiting -= 1;
          now();
        });
    };
    from.on("data", (piece: Buffer) => {
      line.mute ||= weather === "half-open";
      if (!line.mute) pass(() => void to.write(piece));
    });
    from.on("end", () => pass(() => void to.end()));
    from.on("close", () => to.destroy());
  }

  function broken({ near, far }: Line): void {
    near.resetAndDestroy();
    far?.resetAndDestroy();
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    near.on("error", () => undefined);
    if (weather === "cut") return void near.resetAndDestroy();
    const line: Line = { near, mute: weather === "half-open" };
    lines.add(line);
    near.once("close", () => lines.delete(line));
    if (!line.mute) void open(line);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();

  return {
    port: typeof address === "object" && address ? address.port : port,
    lead: (next) => void (ports = next),
    weather(next) {
      weather = next;
      for (const line of lines) if (next === "cut" || line.mute) broken(line);
    },
    close() {
      server.close();
      for (const line of lines) broken(line);
    },
  };
}

/** A connection to a port of this machine; undefined: nobody takes it. */
async function reached(port: number): Promise<Socket | undefined> {
  const socket = createConnection({ port, host: "127.0.0.1", allowHalfOpen: true });
  try {
    await once(socket, "connect");
    socket.on("error", () => undefined);
    return socket;
  } catch {
    return undefined;
  }
}
