import { z } from "zod";
import type { LiveConfig } from "../../platform/config.ts";
import { errorCode } from "../error-code.ts";
import { note, ok, problem, type Finding } from "./finding.ts";

const SUBJECT = "public address";
/** Through a proxy that waits for a service that does not answer. */
const TIMEOUT_MS = 10_000;

const health = z.object({ status: z.literal("ok") });

/** Whether PUBLIC_URL leads to a running service. */
export async function checkPublicAddress({ publicUrl }: LiveConfig): Promise<Finding[]> {
  if (publicUrl === undefined) {
    return [note(SUBJECT, "none, so nothing can be bought.", "Set PUBLIC_URL to sell.")];
  }
  try {
    const response = await fetch(`${publicUrl}/health`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "manual",
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.status === 200 && health.safeParse(body).success)
      return [ok(SUBJECT, "it leads to this service.")];
    return [
      problem(
        SUBJECT,
        `somebody else answers at PUBLIC_URL (HTTP ${response.status} for /health).`,
        "See that the reverse proxy passes requests on to HOST and PORT, and that the service runs.",
      ),
    ];
  } catch (error) {
    return [
      problem(
        SUBJECT,
        `PUBLIC_URL cannot be reached from here (${errorCode(error)}).`,
        "Look at the name's DNS entry, the firewall, the certificate and the reverse proxy; start the service.",
      ),
    ];
  }
}
