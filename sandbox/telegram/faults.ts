/** Faults on demand: what the real server does on a bad day, chosen by bot, method and chat, a number of times. */
import { ApiError } from "./errors.ts";
import type { World } from "./world.ts";

export type FaultKind =
  /** The API says no: 429 with `retryAfter`, 403, 5xx, or anything else. */
  | { type: "error"; code: number; description?: string; retryAfter?: number }
  /** The connection breaks, before or after the request took effect. */
  | { type: "reset"; when: "before" | "after" }
  /** No answer for `ms`, or until the fault is cleared; the effect comes before or after that. */
  | { type: "stall"; when: "before" | "after"; ms?: number }
  /** The next update is delivered once more after it was confirmed. */
  | { type: "duplicate" }
  /** The next update is overtaken by the one after it. */
  | { type: "reorder" };

export type FaultInput = FaultKind & {
  /** Bot id; nothing: any bot. */
  bot?: number;
  /** Method name, or "download" for the content of a file; nothing: any method but getUpdates. */
  method?: string;
  chat?: number;
  /** How often it strikes; 1 unless told. */
  times?: number;
};

export type Fault = FaultInput & { id: string; times: number };

let next = 1;

export function addFault(world: World, input: FaultInput): Fault {
  const fault: Fault = { ...input, times: input.times ?? 1, id: `fault-${next++}` };
  world.faults.push(fault);
  world.changed({ type: "faults" });
  return fault;
}

/** Clears one fault or all; whatever stalls because of it goes on. */
export function clearFaults(world: World, id?: string): void {
  world.faults = world.faults.filter((fault) => id !== undefined && fault.id !== id);
  for (const stalled of world.stalls) if (id === undefined || stalled.fault === id) stalled.end();
  world.changed({ type: "faults" });
}

function use(world: World, fault: Fault): void {
  fault.times -= 1;
  if (fault.times <= 0) world.faults = world.faults.filter((other) => other !== fault);
  world.changed({ type: "faults" });
}

function matches(fault: Fault, bot: number, method: string, chat: number | undefined): boolean {
  if (fault.bot !== undefined && fault.bot !== bot) return false;
  if (fault.chat !== undefined && fault.chat !== chat) return false;
  return fault.method === undefined
    ? method !== "getUpdates"
    : fault.method.toLowerCase() === method.toLowerCase();
}

type RequestFault = Fault & { type: "error" | "reset" | "stall" };

/** Takes the fault that this request runs into, if any. */
export function requestFault(
  world: World,
  bot: number,
  method: string,
  chat: number | undefined,
): RequestFault | undefined {
  for (const fault of world.faults) {
    if (fault.type === "duplicate" || fault.type === "reorder") continue;
    if (!matches(fault, bot, method, chat)) continue;
    use(world, fault);
    return fault;
  }
  return undefined;
}

/** Takes the fault that the next update of this bot runs into, if any. */
export function updateFault(world: World, bot: number, type: "duplicate" | "reorder", chat: number): boolean {
  const fault = world.faults.find(
    (each) =>
      each.type === type &&
      (each.bot === undefined || each.bot === bot) &&
      (each.chat === undefined || each.chat === chat),
  );
  if (fault) use(world, fault);
  return fault !== undefined;
}

export function errorOf(fault: Extract<FaultKind, { type: "error" }>): ApiError {
  const wait = fault.retryAfter ?? 1;
  if (fault.code === 429)
    return new ApiError(429, fault.description ?? `Too Many Requests: retry after ${wait}`, {
      retry_after: wait,
    });
  const usual: Record<number, string> = {
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
    502: "Bad Gateway",
  };
  return new ApiError(fault.code, fault.description ?? usual[fault.code] ?? "Bad Request: fault on demand");
}

/** Waits out a stall: its time, or until the fault is cleared, or until the caller has gone. */
export function stall(world: World, fault: { id: string; ms?: number }, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stalled = { fault: fault.id, end };
    const timer = fault.ms === undefined ? undefined : setTimeout(end, fault.ms);
    function end(): void {
      clearTimeout(timer);
      world.stalls.delete(stalled);
      gone.removeEventListener("abort", end);
      resolve();
    }
    world.stalls.add(stalled);
    gone.addEventListener("abort", end);
    if (gone.aborted) end();
  });
}
