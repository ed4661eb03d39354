import { robokassa } from "../../payments/gateways/robokassa.ts";
import type { LiveConfig } from "../../platform/config.ts";
import { note, ok, problem, type Finding } from "./finding.ts";

const SUBJECT = "Robokassa";

/** An invoice that no shop reaches: asking after it is signed like any other question, and finds nothing. */
const NO_INVOICE = "9007199254740991";

type Told = Awaited<ReturnType<ReturnType<typeof robokassa>["fetchState"]>>;

/** Whether the gateway knows the shop and accepts its signature; in test mode, what that leaves open. */
export async function checkGateway({ robokassa: settings }: LiveConfig): Promise<Finding[]> {
  if (!settings) return [];
  const told = await robokassa({ ...settings, test: false }).fetchState(NO_INVOICE);
  return settings.test ? [inTestMode(told), limits] : [judged(told)];
}

function judged(told: Told): Finding {
  if ("ok" in told) return ok(SUBJECT, "it knows the shop and accepts its signature.");
  if ("unknown" in told) return silent;
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
        "it does not know the shop, or the shop is not activated.",
        "Compare ROBOKASSA_LOGIN with the shop's identifier, and see in your account at Robokassa whether it is active.",
      );
    default:
      return problem(SUBJECT, `it refuses to answer (${told.declined}).`, "Ask Robokassa's support.");
  }
}

const silent = problem(
  SUBJECT,
  "it does not answer.",
  "Look at the network and ROBOKASSA_SERVICE_URL; try again later.",
);

/**
 * Test payments have passwords of their own, and shops make them before they are activated; the service that tells
 * states knows only active shops and the passwords of real payments. So what is a mistake otherwise may be right here.
 */
function inTestMode(told: Told): Finding {
  if ("unknown" in told) return silent;
  if ("ok" in told) {
    return note(
      SUBJECT,
      "it knows the shop, and ROBOKASSA_PASSWORD2 as its password for real payments.",
      "Test payments want the passwords from the block of test payments in the shop's technical settings.",
    );
  }
  switch (told.declined) {
    case "result_1":
      return note(
        SUBJECT,
        "it knows the shop; test passwords cannot be checked from here.",
        "Make a test payment: its form opens if ROBOKASSA_PASSWORD1 and ROBOKASSA_HASH are right.",
      );
    case "result_2":
      return note(
        SUBJECT,
        "it does not know the shop, or the shop is not activated yet.",
        "Compare ROBOKASSA_LOGIN with the shop's identifier.",
      );
    default:
      return judged(told);
  }
}

const limits = note(
  SUBJECT,
  "test mode: nothing is charged and nothing is given, as Robokassa does not tell the state of test payments. " +
    "They show that the form opens and that the notification arrives: an hour later administrators hear of a " +
    "payment that is not confirmed (/money). They cannot show crediting, receipts or refunds.",
  "For these unset ROBOKASSA_TEST, set the passwords of real payments, buy the cheapest package and send the money back.",
);
