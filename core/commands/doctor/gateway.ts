import { robokassa } from "../../payments/gateways/robokassa.ts";
import type { LiveConfig } from "../../platform/config.ts";
import { note, ok, problem, type Finding } from "./finding.ts";

const SUBJECT = "Robokassa";

/** An invoice that no shop reaches: asking after it is signed like any other question, and finds nothing. */
const NO_INVOICE = "9007199254740991";

/** Whether the gateway knows the shop and accepts its signature. */
export async function checkGateway({ robokassa: settings }: LiveConfig): Promise<Finding[]> {
  if (!settings) return [];
  const told = await robokassa(settings).fetchState(NO_INVOICE);
  const findings = [judged(told)];
  if (settings.test)
    findings.push(note(SUBJECT, "test mode: nothing is charged.", "Unset ROBOKASSA_TEST to sell."));
  return findings;
}

function judged(told: Awaited<ReturnType<ReturnType<typeof robokassa>["fetchState"]>>): Finding {
  if ("ok" in told) return ok(SUBJECT, "it knows the shop and accepts its signature.");
  if ("unknown" in told) {
    return problem(
      SUBJECT,
      "it does not answer.",
      "Look at the network and ROBOKASSA_SERVICE_URL; try again later.",
    );
  }
  switch (told.declined) {
    case "result_1":
      return problem(
        SUBJECT,
        "it does not accept the signature.",
        "Compare ROBOKASSA_PASSWORD2 and ROBOKASSA_HASH with the shop's technical settings.",
      );
    case "result_2":
      return problem(
        SUBJECT,
        "it does not know the shop.",
        "Compare ROBOKASSA_LOGIN with the shop's identifier.",
      );
    default:
      return problem(SUBJECT, `it refuses to answer (${told.declined}).`, "Ask Robokassa's support.");
  }
}
