import type { CaseRef, DeskNotice } from "../../core/consultations/notices.ts";
import { sorted } from "../../core/messaging/audience.ts";
import type { DeliveryNotice, Notice } from "../../core/messaging/notice.ts";
import { lines, moment, plain, t, type Text } from "../texts.ts";
import type { NoticeReader, NoticeView } from "../voice.ts";
import { cashierView } from "./cashier/requests.ts";
import { moneyView } from "./money.ts";
import { caseName, chatName } from "./names.ts";
import { button } from "./turn.ts";
import { whatsappView } from "./whatsapp.ts";

/** What a member of staff is told, and what can be done next. Throws for a notice that only an owner gets. */
export function staffNotice(notice: Notice, reader: NoticeReader): NoticeView {
  const { area, notice: told } = sorted(notice);
  switch (area) {
    case "desk":
      return deskView(told, reader);
    case "delivery":
      return deliveryView(told);
    case "money":
      return told.kind === "moneyStuck" ? moneyView(told, reader.zone) : cashierView(told, reader.zone);
    case "whatsapp":
      return whatsappView(told, reader.zone);
    case "consultation":
    case "payment":
      throw new Error(`${told.kind} is not for the staff`);
  }
}

function deskView(notice: DeskNotice, { zone }: NoticeReader): NoticeView {
  const time = (instant: string): Text => moment(instant, zone, "time");
  const date = (instant: string): Text => moment(instant, zone, "full");
  switch (notice.kind) {
    case "deskCaseWaits":
      return {
        text: lines([
          t("desk-case-waits", {
            ...named(notice),
            species: notice.speciesName === null ? t(`species-${notice.species}`) : plain(notice.speciesName),
            minutes: notice.waited,
            deadline: time(notice.deadline),
            preferred: notice.preferred ? "yes" : "no",
          }),
          plain(notice.complaint),
        ]),
        menu: [[button(t("vet-take"), "take", notice.consultation)]],
      };
    case "deskCaseOver":
      return {
        text:
          notice.why === "taken"
            ? notice.by === null
              ? t("desk-case-yours", named(notice))
              : t("desk-case-taken", { ...named(notice), by: notice.by })
            : t("desk-case-gone", { ...named(notice), why: notice.why }),
      };
    case "deskAnswerDue":
      return { text: t("desk-answer-due", { ...named(notice), deadline: time(notice.deadline) }) };
    case "deskCaseLost":
      return {
        text: t("desk-case-lost", { ...named(notice), why: notice.why }),
        menu: [
          [
            notice.why === "silent"
              ? button(t("vet-take-again"), "take", notice.consultation)
              : button(t("vet-menu-queue"), "queue"),
          ],
        ],
      };
    case "deskCaseClosed":
      if (notice.reopenUntil === null)
        return {
          text: t("desk-owner-left", named(notice)),
          menu: [[button(t("vet-menu-queue"), "queue")]],
        };
      return {
        text: t("desk-case-closed", { ...named(notice), by: notice.by, until: date(notice.reopenUntil) }),
        menu: [[button(t("vet-reopen"), "reopen", notice.conversation)]],
      };
    case "deskCaseSilent":
      return {
        text: t("desk-case-silent", { ...named(notice), closes: date(notice.closesAt) }),
        menu: [[button(t("vet-finish"), "finish", notice.conversation)]],
      };
    case "deskCaseReopened":
      return {
        text: t("desk-case-reopened", named(notice)),
        menu: [
          [
            button(t("vet-card"), "card", notice.conversation),
            button(t("vet-finish"), "finish", notice.conversation),
          ],
        ],
      };
    case "deskSupportWaits":
      return {
        text: t("desk-support-waits", { name: chatName(notice.name), minutes: notice.waited }),
        menu: [[button(t("vet-take"), "take-support", notice.conversation)]],
      };
    case "deskSupportOver":
      return {
        text:
          notice.by === null
            ? t("desk-support-over", { name: chatName(notice.name) })
            : t("desk-support-taken", { name: chatName(notice.name), by: notice.by }),
      };
    case "deskSupportClosed":
      return {
        text: t("desk-support-closed", { name: chatName(notice.name) }),
        menu: [[button(t("vet-menu-queue"), "queue")]],
      };
    case "deskSupportMoved":
      return { text: t("desk-support-moved", { name: chatName(notice.name) }) };
    case "deskReviewWaits":
      return { text: t("desk-review-waits"), menu: [[button(t("vet-reviews-more"), "reviews")]] };
  }
}

const named = (ref: CaseRef) => ({ case: caseName(ref) });

function deliveryView(notice: DeliveryNotice): NoticeView {
  switch (notice.kind) {
    case "notDelivered":
      return {
        text: t("desk-not-delivered", { reason: notice.reason }),
        ...(notice.retry && { menu: [[button(t("vet-try-again"), "retry", notice.delivery)]] }),
      };
    case "uncertain":
      return { text: t("desk-uncertain"), menu: [[button(t("vet-try-again"), "retry", notice.delivery)]] };
    case "waits":
      return { text: t("desk-waits") };
    case "fileRefused":
      return { text: t("desk-file-refused", { reason: notice.reason }) };
    case "cannotPass":
      return { text: t("vet-cannot-pass", { what: notice.what }) };
    case "reacted":
      return { text: t("desk-reacted", { emoji: plain(notice.emoji) }) };
    case "withdrawn":
      return { text: t("desk-withdrawn") };
    case "apology":
      return { text: t("desk-apology") };
  }
}
