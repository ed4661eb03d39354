/** Faults on demand, as the whole sandbox has them: of `WHATSAPP.id`, by method and person. */
import { requestFault, stall, type Fault } from "../../telegram/faults.ts";
import type { World } from "../../telegram/world.ts";
import { WHATSAPP } from "../addresses.ts";
import { GraphError } from "./errors.ts";

/** The connection is to be broken instead of an answer. */
export class Broken extends Error {}

/** An answer without Meta's error body: a proxy's, on a bad day. */
export class BareStatus extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`${status}`);
    this.status = status;
  }
}

type RequestFault = Extract<Fault, { type: "error" | "reset" | "stall" }>;

/** Statuses that are no codes of Meta's. */
const isBare = (code: number): boolean =>
  code === 401 || code === 413 || code === 429 || (code >= 500 && code < 600);

/** Takes the fault that this request runs into. `error`: a code of Meta's, or a bare HTTP status. */
export const faultOf = (world: World, method: string, person: number | undefined): RequestFault | undefined =>
  requestFault(world, WHATSAPP.id, method, person);

export async function before(
  world: World,
  fault: RequestFault | undefined,
  gone: AbortSignal,
): Promise<void> {
  if (!fault) return;
  if (fault.type === "error") {
    if (isBare(fault.code)) throw new BareStatus(fault.code);
    throw new GraphError(fault.code, fault.description ?? "A fault on demand");
  }
  if (fault.when === "after") return;
  if (fault.type === "reset") throw new Broken();
  await stall(world, fault, gone);
  if (gone.aborted) throw new Broken();
}

export async function after(world: World, fault: RequestFault | undefined, gone: AbortSignal): Promise<void> {
  if (!fault || fault.type === "error" || fault.when === "before") return;
  if (fault.type === "reset") throw new Broken();
  await stall(world, fault, gone);
}
