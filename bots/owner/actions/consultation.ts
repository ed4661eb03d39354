import { closeByOwner } from "../../../core/consultations/close.ts";
import { ownerCaseFile } from "../../../core/consultations/owner-cases.ts";
import { reopen as reopenCase } from "../../../core/consultations/reopen.ts";
import { rate as rateCase } from "../../../core/consultations/reviews.ts";
import { t } from "../../texts.ts";
import { spoken } from "../../voice.ts";
import { pages } from "../flows/legal.ts";
import { buyButton } from "../flows/buttons.ts";
import { caseScreen, endScreen, starRow } from "../screens/case.ts";
import { chatsScreen } from "../screens/chats.ts";
import { here, show } from "../screens/screen.ts";
import { actionData, type Action, type Actions, type OwnerTurn } from "../turn.ts";
import { isId } from "./is-id.ts";

/** *My chats*: alone below the chat; with a list and a page in the place of the message it stands on. */
const chats: Action = async (turn, which, page) =>
  show(turn, await chatsScreen(turn, which, page), which === undefined ? undefined : here);

/** The card of a consultation, as it stands now. */
const card: Action = async (turn, id = "", where) => {
  const screen = isId(id) ? await caseScreen(turn, id) : undefined;
  if (!screen) return turn.say(t("old-button"));
  await show(turn, screen, where);
};

/** *Finish* or *Cancel*: asks first. What is over says so on its card. */
const close: Action = async (turn, id = "", where) => {
  const file = isId(id) ? await ownerCaseFile(turn.core, turn.person, id) : undefined;
  if (!file) return turn.say(t("old-button"));
  if (file.clock.kind === "over") return card(turn, id, where);
  await show(turn, endScreen(file), where);
};

/** The answer to that question: does what was agreed to, and asks again when the case has changed meanwhile. */
const end: Action = async (turn, id = "", how) => {
  if (!isId(id) || (how !== "withdraw" && how !== "close")) return turn.say(t("old-button"));
  const result = await closeByOwner(turn.core, turn.person, id, how);
  switch (result.kind) {
    case "cancelled":
      return turn.replace(t("end-withdrawn"));
    case "closed":
      return turn.replace(t("end-closed"));
    case "changed":
      return close(turn, id, here);
    case "over":
      return card(turn, id, here);
    case "unknown":
      return turn.say(t("old-button"));
  }
};

/** *Continue*: with the same vet, within the window. That it is open again is told by the core's notice. */
const reopen: Action = async (turn, id = "", where) => {
  if (!isId(id)) return turn.say(t("old-button"));
  const result = await reopenCase(turn.core, { side: "owner", person: turn.person }, id);
  switch (result.kind) {
    case "reopened":
      return where === here ? card(turn, id, here) : undefined;
    case "open":
      await turn.say(t("reopen-open"));
      return card(turn, id, where);
    case "too_late":
      return turn.say(t("reopen-too-late"), anew(turn));
    case "vet_gone":
      return turn.say(t("reopen-vet-gone"), anew(turn));
    case "unknown":
      return turn.say(t("old-button"));
  }
};

/** What helps when a case cannot go on. */
const anew = ({ locale }: OwnerTurn) => {
  const services = [{ label: t("to-services"), data: actionData("services") }];
  const { menu = [] } = spoken(locale, { text: t("to-services"), menu: [services, [buyButton]] });
  return { menu };
};

/** The vet's conclusion in full. */
const conclusion: Action = async (turn, id = "") => {
  const file = isId(id) ? await ownerCaseFile(turn.core, turn.person, id) : undefined;
  if (file?.conclusion === undefined) return turn.say(t("old-button"));
  const [first = "", ...rest] = pages(file.conclusion);
  await turn.say(t("conclusion", { number: String(file.number), pet: file.pet, words: first }));
  for (const words of rest) await turn.say({ plain: words });
};

/** Stars: counted at once, so that nothing is lost when no words follow; then the words are asked for. */
const rate: Action = async (turn, id = "", stars) => {
  if (!isId(id)) return turn.say(t("old-button"));
  if (stars === undefined) return show(turn, { text: t("rate-question"), menu: [starRow(id)] });
  if (!/^[1-5]$/.test(stars)) return turn.say(t("old-button"));
  const result = await rateCase(turn.core, turn.person, id, Number(stars));
  switch (result.kind) {
    case "rated":
      // Whatever is being asked just now is not broken off for it.
      return turn.inDialog ? turn.say(t("rate-kept")) : turn.enter("review", id, stars);
    case "already":
      return turn.say(t("rate-already"));
    case "not_closed":
      return turn.say(t("rate-not-closed"));
    case "unknown":
      return turn.say(t("old-button"));
  }
};

export const consultationActions: Actions = { chats, case: card, close, end, reopen, conclusion, rate };
