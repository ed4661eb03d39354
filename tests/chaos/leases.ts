import { openJson } from "../../core/platform/sealed.ts";
import type { Core } from "../../core/platform/core.ts";
import { tokensIn } from "./said.ts";

/** What was on its way when something broke: of that a copy too many is allowed. */
export interface Leases {
  /** Notes what is being sent now, and what was sent and not answered. */
  note(): Promise<void>;
  /** Whether a sender that lives would lose its lease if so much time passed. */
  caught(ms: number): Promise<boolean>;
  /** How often a message was on its way when something broke, by its token. */
  readonly broken: ReadonlyMap<string, number>;
}

interface Lease {
  readonly id: string;
  readonly until: Date | null;
  readonly unknowns: number;
  readonly sealed: Uint8Array;
}

export function leasesOf(core: Core): Leases {
  const seen = new Set<string>();
  const broken = new Map<string, number>();
  const keyOf = ({ id, until, unknowns }: Lease) => `${id} ${until?.getTime() ?? unknowns}`;
  const held = () => core.db.$queryRaw<Lease[]>`
    select id, lease_until as until, unknowns, sealed from outbox where lease_until is not null or unknowns > 0`;

  return {
    broken,
    async note() {
      for (const lease of await held()) {
        if (seen.has(keyOf(lease))) continue;
        seen.add(keyOf(lease));
        const operation = openJson<unknown>(core.keys, `outbox:${lease.id}`, lease.sealed);
        for (const { token } of tokensIn(JSON.stringify(operation)))
          broken.set(token, (broken.get(token) ?? 0) + 1);
      }
    },
    async caught(ms) {
      const then = core.clock.now().getTime() + ms;
      return (await held()).some(
        (lease) => lease.until && lease.until.getTime() <= then && !seen.has(keyOf(lease)),
      );
    },
  };
}
