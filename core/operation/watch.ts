import { differences } from "../payments/compare.ts";
import type { Core } from "../platform/core.ts";
import type { Metrics } from "../platform/metrics.ts";
import { waitingIn } from "./queues.ts";
import { leasesLeft, stoppedChannels, uncertainOf, waitingForVets, whatsappNumbers } from "./standing.ts";

/**
 * Tells how it stands with the whole service, looked up in the database at each reading. Every process tells the same:
 * over processes it is the greatest that counts (`max`), never the sum.
 */
export function watchService(core: Core, metrics: Pick<Metrics, "watch" | "watchEach">): void {
  metrics.watchEach(
    "queue_age_seconds",
    "For how long the oldest work has waited for a process",
    "queue",
    async () => ({
      ...(await waitingIn(core)).age,
    }),
  );
  metrics.watchEach("queue_length", "How much work waits for a process", "queue", async () => ({
    ...(await waitingIn(core)).length,
  }));
  metrics.watch(
    "answer_waiting_seconds",
    "For how long the owner who waits longest has waited for a vet's first word",
    async () => (await waitingForVets(core)).longest,
  );
  metrics.watch(
    "answer_waiting",
    "Owners who wait for a vet's first word",
    async () => (await waitingForVets(core)).count,
  );
  metrics.watch("uncertain_deliveries", "Messages of the last hour that may not have arrived", () =>
    uncertainOf(core),
  );
  metrics.watch("payment_differences", "Payments of which a gateway and the ledger tell different sums", () =>
    differences(core),
  );
  metrics.watchEach(
    "whatsapp_numbers",
    "Numbers on WhatsApp Web by how it stands with them",
    "standing",
    () => whatsappNumbers(core),
  );
  metrics.watchEach("stopped_channels", "Channels that somebody has switched off", "channel", () =>
    stoppedChannels(core),
  );
  metrics.watchEach(
    "lease_seconds",
    "What is left of the leases of what one process does for all",
    "lease",
    () => leasesLeft(core),
  );
}
