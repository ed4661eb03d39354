import { PAGE_MINUTES, renewPage } from "../../core/messaging/whatsapp-pairing.ts";
import { whatsappStop } from "../../core/messaging/whatsapp-switch.ts";
import type { WhatsAppNotice } from "../../core/messaging/whatsapp-notices.ts";
import { lines, moment, plain, t } from "../texts.ts";
import type { NoticeView } from "../voice.ts";
import { forAdministrators } from "./admin.ts";
import { button } from "./turn.ts";
import { openPage, startedView, stoppedView, whatsappSwitch } from "./whatsapp-switch.ts";

/** What is told of WhatsApp, most of it to administrators, and what to do. */
export function whatsappView(notice: WhatsAppNotice, zone: string): NoticeView {
  switch (notice.kind) {
    case "whatsappPairing":
      return pairingView(notice);
    case "whatsappReady":
      return { text: t("desk-whatsapp-ready", { after: notice.after }) };
    case "whatsappLost":
      return {
        text: t("desk-whatsapp-lost", { since: moment(notice.since, zone, "full") }),
        menu: [[openPage]],
      };
    case "whatsappStopped":
      return stoppedView(notice.by, notice.reason);
    case "whatsappStarted":
      return startedView(notice.by, notice.waiting);
    case "whatsappTwins":
      return {
        text: lines([
          t("desk-whatsapp-twins"),
          ...notice.accounts.map((account) => plain(account)),
          t("desk-whatsapp-twins-next"),
        ]),
      };
    case "whatsappWaits":
      return { text: t("desk-whatsapp-waits") };
  }
}

type ToPair = Pick<Extract<WhatsAppNotice, { kind: "whatsappPairing" }>, "by" | "link">;

function pairingView({ by, link }: ToPair): NoticeView {
  const needed = t("desk-whatsapp-pairing");
  if (link === null)
    return { text: lines([needed, t("desk-whatsapp-terminal"), t("desk-whatsapp-phone", { by })]) };
  return {
    text: lines([
      needed,
      t("desk-whatsapp-page", { minutes: PAGE_MINUTES }),
      t("desk-whatsapp-phone", { by }),
    ]),
    // The address pairs: as a button it is not fetched for a preview, and not passed on with the text.
    menu: [[{ label: t("desk-whatsapp-open"), url: link }], [button(t("desk-whatsapp-renew"), "pair")]],
  };
}

/** *New link*: the one before lives only for minutes. */
export const pairAnew = forAdministrators(async (turn) => {
  // Switched off, nothing asks for a pairing: the page says so.
  if (await whatsappStop(turn.core)) return whatsappSwitch(turn);
  const renewed = await renewPage(turn.core);
  if (!renewed) return turn.replace(t("desk-whatsapp-nothing"));
  const { text, menu = [] } = pairingView(renewed);
  await turn.replace(text, { menu });
});
