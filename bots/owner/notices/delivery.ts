import type { DeliveryNotice } from "../../../core/messaging/notice.ts";
import { plain, t } from "../../texts.ts";
import type { NoticeButton, NoticeView } from "../../voice.ts";
import { actionData } from "../turn.ts";

/** What became of a message or a file the reader sent. */
export function renderDeliveryNotice(notice: DeliveryNotice): NoticeView {
  switch (notice.kind) {
    case "notDelivered":
      return {
        text: t("not-delivered", { reason: notice.reason }),
        ...(notice.retry && { menu: [[retry(notice.delivery)]] }),
      };
    case "uncertain":
      return { text: t("uncertain"), menu: [[retry(notice.delivery)]] };
    case "waits":
      return { text: t("waits") };
    case "fileRefused":
      return {
        text: t("file-refused", { use: notice.use, reason: notice.reason }),
        ...(notice.use === "pet" &&
          notice.about && {
            menu: [[{ label: t("file-refused-pet"), data: actionData("pet-photo", notice.about) }]],
          }),
      };
    case "cannotPass":
      return { text: t("cannot-pass", { what: notice.what }) };
    case "reacted":
      return { text: t("reacted", { emoji: plain(notice.emoji) }) };
    case "withdrawn":
      return { text: t("withdrawn") };
    case "apology":
      return { text: t("apology"), menu: [[{ label: t("kept-support"), data: actionData("support") }]] };
  }
}

const retry = (delivery: string): NoticeButton => ({
  label: t("retry"),
  data: actionData("retry", delivery),
});
