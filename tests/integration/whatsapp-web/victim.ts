/** A process of ours that a test kills: takes what people say, but for what it is told to leave. */
import { appendFileSync } from "node:fs";
import { openWhatsAppWeb } from "../../../bots/whatsapp/web/open.ts";
import { systemClock } from "../../../core/platform/clock.ts";
import { silentLog } from "../../../core/platform/log.ts";

const [dataDir = "", inbox = "", ...browserArgs] = process.argv.slice(2);

const web = await openWhatsAppWeb({
  dataDir,
  browserArgs,
  clock: systemClock(),
  log: silentLog,
  manners: { typing: false, daily: { first: 100, most: 100 } },
  async hear(heard) {
    if (JSON.stringify(heard).includes("uncommitted")) {
      process.send?.({ took: true });
      await new Promise(() => undefined);
    }
    appendFileSync(inbox, heard.map(({ key }) => `${key}\n`).join(""));
  },
});
web.state.on(({ kind }) => process.send?.({ kind, browser: web.browser() }));
web.start();
