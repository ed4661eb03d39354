import type { CaseRef, ConsultationNotice } from "../../../core/consultations/notices.ts";
import { moment, t, type Text } from "../../texts.ts";
import type { NoticeButton, NoticeReader, NoticeView } from "../../voice.ts";
import { actionData } from "../turn.ts";

/** What an owner is told about a consultation or about support, and what can be done next. */
export function renderConsultationNotice(notice: ConsultationNotice, { zone }: NoticeReader): NoticeView {
  const time = (instant: string): Text => moment(instant, zone, "time");
  const date = (instant: string): Text => moment(instant, zone, "full");
  switch (notice.kind) {
    case "caseActivated":
      return {
        text: t(notice.vet === null ? "case-activated" : "case-activated-vet", {
          ...named(notice),
          deadline: time(notice.deadline),
          ...(notice.vet === null ? { duty: notice.onDuty ? "yes" : "no" } : { vet: notice.vet }),
        }),
        menu: [[withdraw(notice)]],
      };
    case "caseScheduled":
      return {
        text: t("case-scheduled", { ...named(notice), start: date(notice.startsAt) }),
        menu: [[withdraw(notice)]],
      };
    case "caseStarted":
      return {
        text: t("case-started", { ...named(notice), deadline: time(notice.deadline) }),
        menu: [[withdraw(notice)]],
      };
    case "caseTaken":
      return {
        text: t("case-taken", { ...named(notice), vet: notice.vet, deadline: time(notice.deadline) }),
      };
    case "caseRequeued":
      return { text: t("case-requeued", { ...named(notice), deadline: time(notice.deadline) }) };
    case "caseHandedOver":
      return {
        text: t("case-handed-over", { ...named(notice), vet: notice.vet, deadline: time(notice.deadline) }),
      };
    case "caseDelayed":
      return {
        text: t("case-delayed", { ...named(notice), deadline: time(notice.deadline) }),
        menu: [[withdraw(notice)], [support]],
      };
    case "caseExpired":
      return {
        text: t("case-expired", { ...named(notice), back: notice.back }),
        menu: [[services], [support]],
      };
    case "caseCancelled":
      return { text: t("case-cancelled", { ...named(notice), back: notice.back }), menu: [[services]] };
    case "caseSilent":
      return {
        text: t("case-silent", { ...named(notice), closes: date(notice.closesAt) }),
        menu: [[write(notice)], [close(notice)]],
      };
    case "caseClosed":
      return {
        text: t(closedTexts[notice.by], {
          ...named(notice),
          vet: notice.vet,
          until: date(notice.reopenUntil),
          ...(notice.by === "vet" && {
            concluded: notice.concluded ? "yes" : "no",
            back: notice.back ?? "nothing",
          }),
        }),
        menu: [stars(notice), [reopen(notice)]],
      };
    case "caseReopened":
      return {
        text: t("case-reopened", { ...named(notice), vet: notice.vet, by: notice.by }),
        menu: [[close(notice)]],
      };
    case "supportReceived":
      return { text: t("support-received", { duty: notice.onDuty ? "yes" : "no" }) };
    case "supportDelayed":
      return { text: t("support-delayed"), menu: [[contacts]] };
    case "supportTaken":
      return { text: t("support-taken", { operator: notice.operator }) };
    case "supportReturned":
      return { text: t("support-returned") };
    case "supportClosed":
      return { text: t("support-closed"), menu: [[support]] };
  }
}

const named = ({ number, pet }: CaseRef) => ({ number: String(number), pet });

const closedTexts = {
  vet: "case-closed-by-vet",
  owner: "case-closed-by-owner",
  silence: "case-closed-by-silence",
} as const;

const services: NoticeButton = { label: t("case-services"), data: actionData("services") };
const support: NoticeButton = { label: t("case-support"), data: actionData("support") };
const contacts: NoticeButton = { label: t("case-contacts"), data: actionData("contacts") };
const withdraw = ({ consultation }: CaseRef): NoticeButton => ({
  label: t("case-withdraw"),
  data: actionData("close", consultation),
});
const close = ({ consultation }: CaseRef): NoticeButton => ({
  label: t("case-close"),
  data: actionData("close", consultation),
});
const write = ({ conversation }: CaseRef): NoticeButton => ({
  label: t("case-write"),
  data: actionData("select", conversation),
});
const reopen = ({ consultation }: CaseRef): NoticeButton => ({
  label: t("case-reopen"),
  data: actionData("reopen", consultation),
});
const stars = ({ consultation }: CaseRef): NoticeButton[] =>
  [1, 2, 3, 4, 5].map((count) => ({
    label: t("case-stars", { count: String(count) }),
    data: actionData("rate", consultation, String(count)),
  }));
