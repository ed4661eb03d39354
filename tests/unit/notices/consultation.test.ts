import { describe, expect, test } from "vitest";
import { renderConsultationNotice } from "../../../bots/owner/notices/consultation.ts";
import { locales, render } from "../../../bots/texts.ts";
import { staffNotice } from "../../../bots/vet/notices.ts";
import { spoken, type NoticeView } from "../../../bots/voice.ts";
import type { ConsultationNotice, DeskNotice } from "../../../core/consultations/notices.ts";

const id = "3f0f6f5e-8f0b-4c7e-9a55-0d6c4a1f1a11";
const at = "2026-05-11T09:30:00.000Z";
const ref = { consultation: id, conversation: id, number: 1017, pet: "Rex" } as const;
const vet = "Dr Olga Konina";

/** One of each kind and of each of its turns; the compiler sees to it that none is missing. */
const toOwner: { [K in ConsultationNotice["kind"]]: Extract<ConsultationNotice, { kind: K }>[] } = {
  caseActivated: [
    { kind: "caseActivated", ...ref, deadline: at, vet: null, onDuty: true },
    { kind: "caseActivated", ...ref, deadline: at, vet: null, onDuty: false },
    { kind: "caseActivated", ...ref, deadline: at, vet, onDuty: true },
  ],
  caseScheduled: [{ kind: "caseScheduled", ...ref, startsAt: at }],
  caseStarted: [{ kind: "caseStarted", ...ref, deadline: at }],
  caseTaken: [{ kind: "caseTaken", ...ref, vet, deadline: at }],
  caseRequeued: [{ kind: "caseRequeued", ...ref, deadline: at }],
  caseHandedOver: [{ kind: "caseHandedOver", ...ref, vet, deadline: at }],
  caseDelayed: [{ kind: "caseDelayed", ...ref, deadline: at }],
  caseExpired: (["session", "hold", "refund"] as const).map((back) => ({
    kind: "caseExpired",
    ...ref,
    back,
  })),
  caseCancelled: (["session", "hold", "refund"] as const).map((back) => ({
    kind: "caseCancelled",
    ...ref,
    back,
  })),
  caseSilent: [{ kind: "caseSilent", ...ref, closesAt: at }],
  caseClosed: [
    { kind: "caseClosed", ...ref, by: "vet", vet, concluded: true, back: null, reopenUntil: at },
    { kind: "caseClosed", ...ref, by: "vet", vet, concluded: false, back: null, reopenUntil: at },
    { kind: "caseClosed", ...ref, by: "vet", vet, concluded: true, back: "hold", reopenUntil: at },
    { kind: "caseClosed", ...ref, by: "owner", vet, concluded: false, back: null, reopenUntil: at },
    { kind: "caseClosed", ...ref, by: "silence", vet, concluded: false, back: null, reopenUntil: at },
  ],
  caseReopened: [
    { kind: "caseReopened", ...ref, by: "owner", vet },
    { kind: "caseReopened", ...ref, by: "vet", vet },
  ],
  supportReceived: [
    { kind: "supportReceived", conversation: id, onDuty: true },
    { kind: "supportReceived", conversation: id, onDuty: false },
  ],
  supportDelayed: [{ kind: "supportDelayed", conversation: id }],
  supportTaken: [{ kind: "supportTaken", conversation: id, operator: "Maria" }],
  supportReturned: [{ kind: "supportReturned", conversation: id }],
  supportClosed: [{ kind: "supportClosed", conversation: id }],
};

const waits = {
  kind: "deskCaseWaits",
  ...ref,
  since: at,
  deadline: at,
  waited: 0,
  species: "dog",
  speciesName: null,
  complaint: "Limps",
  preferred: false,
} as const;

const toStaff: { [K in DeskNotice["kind"]]: Extract<DeskNotice, { kind: K }>[] } = {
  deskCaseWaits: [
    waits,
    { ...waits, preferred: true },
    { ...waits, waited: 10 },
    { ...waits, species: "other", speciesName: "Axolotl" },
  ],
  deskCaseOver: [
    { kind: "deskCaseOver", ...ref, why: "taken", by: null },
    { kind: "deskCaseOver", ...ref, why: "taken", by: vet },
    { kind: "deskCaseOver", ...ref, why: "expired", by: null },
    { kind: "deskCaseOver", ...ref, why: "cancelled", by: null },
  ],
  deskAnswerDue: [{ kind: "deskAnswerDue", ...ref, deadline: at }],
  deskCaseLost: [
    { kind: "deskCaseLost", ...ref, why: "silent" },
    { kind: "deskCaseLost", ...ref, why: "expired" },
    { kind: "deskCaseLost", ...ref, why: "cancelled" },
  ],
  deskCaseClosed: [
    { kind: "deskCaseClosed", ...ref, by: "owner", reopenUntil: at },
    { kind: "deskCaseClosed", ...ref, by: "silence", reopenUntil: at },
  ],
  deskCaseSilent: [{ kind: "deskCaseSilent", ...ref, closesAt: at }],
  deskCaseReopened: [{ kind: "deskCaseReopened", ...ref }],
  deskSupportWaits: [
    { kind: "deskSupportWaits", conversation: id, name: "Vera", since: at, waited: 0 },
    { kind: "deskSupportWaits", conversation: id, name: null, since: at, waited: 5 },
  ],
  deskSupportOver: [
    { kind: "deskSupportOver", conversation: id, name: "Vera", by: "Maria" },
    { kind: "deskSupportOver", conversation: id, name: "Vera", by: null },
  ],
  deskSupportClosed: [{ kind: "deskSupportClosed", conversation: id, name: null }],
  deskSupportMoved: [{ kind: "deskSupportMoved", name: null }],
  deskReviewWaits: [{ kind: "deskReviewWaits", review: id }],
};

/** What is wrong with a notice as it is read: nothing. */
function faults(view: NoticeView, locale: (typeof locales)[number]): string[] {
  const { text, menu = [] } = spoken(locale, view);
  const long = menu.flat().filter((button) => "data" in button && Buffer.byteLength(button.data) > 64);
  return [
    ...(text.trim() === text && text.length > 10 ? [] : ["empty or ragged"]),
    ...(/undefined|null|\{|\}/.test(text) ? ["a hole"] : []),
    ...(/1[\s,.]017/.test(text) ? ["the number is grouped"] : []),
    ...long.map(({ label }) => `data of ${label}`),
  ];
}

describe.each(locales)("in %s", (locale) => {
  const reader = { locale, zone: "Asia/Yekaterinburg" };

  test.each(Object.values(toOwner).flat())("an owner reads $kind", (notice) => {
    expect(faults(renderConsultationNotice(notice, reader), locale)).toEqual([]);
  });

  test.each(Object.values(toStaff).flat())("the staff read $kind", (notice) => {
    expect(faults(staffNotice(notice, reader), locale)).toEqual([]);
  });

  test("times are those of the reader's zone", () => {
    const [notice] = toOwner.caseTaken;
    if (!notice) throw new Error("none");
    expect(render(locale, renderConsultationNotice(notice, reader).text)).toContain("14:30");
  });
});

test("an owner's notice is not for the staff", () => {
  expect(() =>
    staffNotice({ kind: "caseExpired", ...ref, back: "session" }, { locale: "en", zone: "UTC" }),
  ).toThrow(/not for the staff/);
});

test("a closed case can be rated with one press", () => {
  const [notice] = toOwner.caseClosed;
  if (!notice) throw new Error("none");
  const [stars] = renderConsultationNotice(notice, { locale: "en", zone: "UTC" }).menu ?? [];
  expect(stars?.map((button) => "data" in button && button.data)).toEqual(
    [1, 2, 3, 4, 5].map((count) => `rate:${id}:${count}`),
  );
});
