import { ownerCaseFile } from "../../../core/consultations/owner-cases.ts";
import { rate } from "../../../core/consultations/reviews.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { supportButton } from "./buttons.ts";

/** Characters of a review: what one reads on a card without unfolding it. */
const LONGEST = 800;

/** Stars so few are no occasion for joy. */
const UNHAPPY = 2;

/** The stars are given and kept: asks for words to go with them, if the owner likes. */
export async function review(dialog: Dialog<OwnerCore>, consultation: string, given: string): Promise<void> {
  const stars = Number(given);
  const words = await dialog.ask(
    t("rate-words", { stars: "⭐".repeat(stars) }),
    (said) => (said.length <= LONGEST ? said : reject(t("rate-too-long", { max: LONGEST }))),
    { skip: t("rate-no-words") },
  );
  if (words === undefined) return thank(dialog, stars);
  const result = await dialog.do("review", async ({ core, person }) => {
    // Another star may have been pressed while the words were being typed: it stands.
    const now = (await ownerCaseFile(core, person, consultation))?.stars ?? stars;
    return { ...(await rate(core, person, consultation, now, words)), stars: now };
  });
  if (result.kind === "rated") return thank(dialog, result.stars);
  await dialog.say(t("rate-too-late"));
}

const thank = (dialog: Dialog<OwnerCore>, stars: number): Promise<void> =>
  stars <= UNHAPPY ? dialog.say(t("rate-sorry"), { menu: [[supportButton]] }) : dialog.say(t("rate-thanks"));
