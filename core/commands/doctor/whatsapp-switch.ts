import { whatsappStop } from "../../messaging/whatsapp-switch.ts";
import { systemClock } from "../../platform/clock.ts";
import type { LiveConfig } from "../../platform/config.ts";
import { connect } from "../../platform/database.ts";
import { spoken } from "./ago.ts";
import { problem, type Finding } from "./finding.ts";

/** Whether somebody has switched WhatsApp off; silent where the database is, which is said elsewhere. */
export async function checkSwitch({ databaseUrl }: LiveConfig): Promise<Finding[]> {
  const db = connect(databaseUrl, { max: 1 });
  try {
    const stop = await whatsappStop({ db });
    if (!stop) return [];
    const passed = systemClock().now().getTime() - stop.since.getTime();
    const why = stop.reason === null ? "" : ` (${stop.reason})`;
    return [
      problem(
        "WhatsApp's switch",
        `it was switched off ${spoken(passed)} ago by ${stop.by ?? "somebody at the server"}${why}; what is for owners there waits.`,
        "Switch it on with npm run whatsapp -- start, or in the staff bot: /whatsapp.",
      ),
    ];
  } catch {
    return [];
  } finally {
    await db.$disconnect();
  }
}
