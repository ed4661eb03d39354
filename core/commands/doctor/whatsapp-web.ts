import type { WhatsAppState } from "../../../prisma/generated/client.ts";
import { OWN_NUMBER } from "../../messaging/whatsapp-state.ts";
import { systemClock } from "../../platform/clock.ts";
import type { LiveConfig, WhatsAppConfig } from "../../platform/config.ts";
import { connect } from "../../platform/database.ts";
import type { CommandIo } from "../io.ts";
import { spoken } from "./ago.ts";
import { note, ok, problem, type Finding } from "./finding.ts";
import { checkSwitch } from "./whatsapp-switch.ts";

const SUBJECT = "WhatsApp";

type WebConfig = Extract<WhatsAppConfig, { driver: "web" }>;

/**
 * Whether there is a browser for WhatsApp Web, and what the service last said of the number; while it is switched off,
 * that instead.
 */
export async function checkWhatsAppWeb(
  config: LiveConfig,
  whatsapp: WebConfig,
  io: CommandIo,
): Promise<Finding[]> {
  const [browser, stop] = await Promise.all([checkBrowser(whatsapp, io), checkSwitch(config)]);
  const state = stop.length > 0 ? stop : await checkState(config, whatsapp);
  return [...browser, ...state, ...(whatsapp.polls ? [POLLS] : [])];
}

const POLLS = note(
  "WhatsApp's polls",
  "menus have polls beside their numbers; each counts as a message of the day.",
  "See with a phone that a vote is answered: where it is not, unset WHATSAPP_POLLS.",
);

async function checkBrowser({ chromiumPath }: WebConfig, { chromium }: CommandIo): Promise<Finding[]> {
  if (!chromium) return [];
  const subject = "WhatsApp's browser";
  const found = await chromium(chromiumPath);
  if ("version" in found) return [ok(subject, `${found.version}.`)];
  return [
    chromiumPath === undefined
      ? problem(
          subject,
          `none is installed, and npm's ${found.missing === "not there" ? "cannot be unpacked" : "does not run"}.`,
          "Install Chromium or Chrome, or set CHROMIUM_PATH; see that the temporary folder has room for 300 MB.",
        )
      : problem(
          subject,
          `what CHROMIUM_PATH names ${found.missing === "not there" ? "is not there, or is no program" : "does not run"}.`,
          "Set it to the browser's program, or unset it: an installed one is found.",
        ),
  ];
}

/** Silent where the database is: that is said elsewhere. */
async function checkState({ databaseUrl }: LiveConfig, { number }: WebConfig): Promise<Finding[]> {
  const db = connect(databaseUrl, { max: 1 });
  try {
    return [judged(await db.whatsAppState.findUnique({ where: { number: number ?? OWN_NUMBER } }))];
  } catch {
    return [];
  } finally {
    await db.$disconnect();
  }
}

/** What lasts for seconds while the service runs; older, it does not. */
const FRESH_MS = 5 * 60_000;

const START = "Start the service (npm start) and see what it says there.";

function judged(state: WhatsAppState | null): Finding {
  if (!state)
    return note(SUBJECT, "the number was never paired.", "Start the service: it says how to pair it.");
  const passed = systemClock().now().getTime() - state.at.getTime();
  const ago = `${spoken(passed)} ago`;
  const fresh = passed < FRESH_MS;
  switch (state.kind) {
    case "ready":
      return ok(SUBJECT, `paired and ready, as the service said ${ago}.`);
    case "qr":
    case "code":
      return fresh
        ? problem(
            SUBJECT,
            `the number waits to be paired (${ago}).`,
            "Open the link that administrators get in the staff bot, or look at the terminal of npm start.",
          )
        : problem(SUBJECT, `the number waited to be paired ${ago}, and nothing was heard since.`, START);
    case "starting":
      return fresh
        ? note(SUBJECT, `its browser was started ${ago}.`, "Ask again in a minute.")
        : problem(SUBJECT, `its browser was started ${ago}, and nothing was heard since.`, START);
    case "lost":
      return problem(
        SUBJECT,
        `lost ${ago} (${state.reason ?? "unknown"}); the service tries again.`,
        mend(state),
      );
    case "off":
      return note(SUBJECT, `the service that runs it was stopped ${ago}.`, "Start the service: npm start.");
  }
}

function mend({ reason }: WhatsAppState): string {
  switch (reason) {
    case "logged out":
      return "The phone has ended this device: pair it anew, by the link that administrators get in the staff bot.";
    case "conflict":
      return "Its session is open elsewhere: one process alone may run it, on one machine.";
    case "start":
    case "browser":
    case "page crash":
      return "Look at the machine's memory, the browser, and what the service logs.";
    case null:
    default:
      return "See that this machine reaches web.whatsapp.com, and that the number's phone is online.";
  }
}
