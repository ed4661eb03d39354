import { ownerCaseFile, type OwnerCaseFile } from "../../../core/consultations/owner-cases.ts";
import { REOPEN_WITHIN } from "../../../core/consultations/states.ts";
import { glimpse } from "../../../core/consultations/wait.ts";
import type { SayButton } from "../../dialog/dialog.ts";
import { lines, moment, t, type Text } from "../../texts.ts";
import { goButtons, rowOf } from "../messengers.ts";
import { actionData } from "../turn.ts";
import { clockText } from "./case-state.ts";
import { here, type Screen, type Viewer } from "./screen.ts";

/** One consultation as it stands now, and what can be done about it; undefined when it is not the owner's. */
export async function caseScreen(viewer: Viewer, id: string): Promise<Screen | undefined> {
  const { core, person, zone } = viewer;
  const file = await ownerCaseFile(core, person, id);
  if (!file) return undefined;
  const { selectedId } = await core.db.person.findUniqueOrThrow({
    where: { id: person },
    select: { selectedId: true },
  });
  const chosen = selectedId === file.conversation;
  const open = file.clock.kind !== "over";
  const facts: Text[] = [
    t("card-title", { number: String(file.number), pet: file.pet }),
    clockText(file.clock, zone, core.clock.now()),
    t("card-began", { day: moment(file.createdAt.toISOString(), zone, "full") }),
    ...(file.vet === undefined ? [] : [t("card-vet", { vet: file.vet })]),
    ...(file.complaint === "" ? [] : [t("card-complaint", { words: glimpse(file.complaint) })]),
    ...(file.stars === undefined ? [] : [t("card-stars", { stars: "⭐".repeat(file.stars) })]),
    ...(file.reopenUntil
      ? [t("card-reopen-until", { until: moment(file.reopenUntil.toISOString(), zone, "full") })]
      : []),
    ...(open && chosen ? [t("card-chosen")] : []),
  ];
  return { text: lines(facts), menu: open ? openRows(viewer, file, chosen) : overRows(file) };
}

function openRows(
  viewer: Viewer,
  { consultation, conversation, clock }: OwnerCaseFile,
  chosen: boolean,
): SayButton[][] {
  const answered = clock.kind === "answered";
  return [
    ...(chosen ? [] : [[{ label: t("card-write"), data: actionData("select", conversation) }]]),
    ...(answered ? [] : [[{ label: t("card-refresh"), data: actionData("case", consultation, here) }]]),
    [
      {
        label: t(answered ? "card-close" : "card-withdraw"),
        data: actionData("close", consultation, here),
      },
    ],
    ...rowOf(goButtons(viewer, actionData("case", consultation))),
    [{ label: t("chats-back"), data: actionData("chats", "current", "0") }],
  ];
}

function overRows({ consultation, conclusion, reopenUntil, rateable, stars }: OwnerCaseFile): SayButton[][] {
  const rate =
    stars === undefined
      ? starRow(consultation)
      : [{ label: t("card-rate-again"), data: actionData("rate", consultation) }];
  return [
    ...(reopenUntil ? [[{ label: t("card-reopen"), data: actionData("reopen", consultation, here) }]] : []),
    ...(conclusion === undefined
      ? []
      : [[{ label: t("card-conclusion"), data: actionData("conclusion", consultation) }]]),
    ...(rateable ? [rate] : []),
    [{ label: t("card-new"), data: actionData("services") }],
    [{ label: t("chats-back"), data: actionData("chats", "archive", "0") }],
  ];
}

/** One to five stars. */
export const starRow = (consultation: string): SayButton[] =>
  [1, 2, 3, 4, 5].map((count) => ({
    label: t("rate-stars", { count: String(count) }),
    data: actionData("rate", consultation, String(count)),
  }));

/** The question before a consultation ends: withdrawn unanswered, or closed. */
export function endScreen({ consultation, number, pet, clock }: OwnerCaseFile): Screen {
  const how = clock.kind === "answered" ? "close" : "withdraw";
  const named = { number: String(number), pet };
  return {
    text:
      how === "close"
        ? t("end-close", { ...named, hours: REOPEN_WITHIN / 3_600_000 })
        : t("end-withdraw", named),
    menu: [
      [{ label: t(`end-${how}-yes`), data: actionData("end", consultation, how) }],
      [{ label: t(`end-${how}-no`), data: actionData("case", consultation, here) }],
    ],
  };
}
