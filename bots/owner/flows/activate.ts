import type { Activated } from "../../../core/consultations/activate.ts";
import { glimpse } from "../../../core/consultations/wait.ts";
import { localized } from "../../../core/catalog/words.ts";
import { myEntitlement } from "../../../core/orders/mine.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { lines, t } from "../../texts.ts";
import { activateGathered } from "../activation.ts";
import { actionData, type OwnerCore } from "../turn.ts";
import { withAccount } from "./account.ts";
import { askComplaint } from "./activate-complaint.ts";
import { askPet } from "./activate-pet.ts";
import { askStart, startLines } from "./activate-start.ts";
import { buyButton, petsButton } from "./buttons.ts";

/** A bought package that is about to be used. */
export interface Ticket {
  readonly id: string;
  readonly title: string;
  readonly remaining: number;
  /** The vet it was bought from: the card's id, and the name in the reader's language. */
  readonly vet?: { readonly id: string; readonly name: string };
}

/**
 * Turns one session of a bought package (`entitlement`) into a consultation: the pet, the complaint with its photos,
 * now or a time, and a last look before the session is used. What happens next is told by the core's notice.
 */
export async function activate(dialog: Dialog<OwnerCore>, entitlement: string): Promise<void> {
  if (!(await withAccount(dialog, t("activate-account")))) return;
  const ticket = await readTicket(dialog, entitlement);
  if (typeof ticket === "string") return refuse(dialog, entitlement, ticket);
  const pet = await askPet(dialog);
  if (!pet) return;
  const complaint = await askComplaint(dialog, pet.name);
  const start = await askStart(dialog, ticket);

  const { remaining, title } = ticket;
  const summary = t("activate-check", {
    pet: pet.name,
    words: glimpse(complaint.text),
    files: complaint.files.length,
    when: lines(await startLines(dialog, ticket, start)),
    title,
    left: remaining - 1,
  });
  const go = await dialog.choose(summary, [
    { value: "yes", label: t(start === undefined ? "activate-yes-now" : "activate-yes-later") },
    { value: "no", label: t("activate-no") },
  ]);
  if (go === "no") return dialog.say(t("activate-not"), { menu: [[servicesButton]] });

  const gathered = { entitlement, pet: pet.id, complaint, start: start?.at };
  const result = await dialog.do("activate", (owner, once) => activateGathered(owner, gathered, once));
  if (result.kind !== "activated" && result.kind !== "scheduled")
    await refuse(dialog, entitlement, result.kind);
}

type Refused = Exclude<Activated["kind"], "activated" | "scheduled">;

/** The package as it is now, or why it cannot be used. */
async function readTicket(dialog: Dialog<OwnerCore>, id: string): Promise<Ticket | Refused> {
  const { locale } = await dialog.person();
  return dialog.read("entitlement", async ({ core, person }): Promise<Ticket | Refused> => {
    const found = await myEntitlement(core, person, id);
    if (!found) return "not_yours";
    if (!found.usable) return found.remaining < 1 ? "none_left" : "expired";
    const { remaining, vet } = found;
    return {
      id,
      title: localized(found.package.title, locale),
      remaining,
      ...(vet && { vet: { id: vet.id, name: localized(vet.name, locale) } }),
    };
  });
}

/** Says why nothing was activated, and what can be done instead. */
async function refuse(dialog: Dialog<OwnerCore>, entitlement: string, why: Refused): Promise<void> {
  switch (why) {
    case "none_left":
      return dialog.say(t("activate-none-left"), { menu: [[servicesButton], [buyButton]] });
    case "expired":
      return dialog.say(t("activate-expired"), { menu: [[servicesButton], [buyButton]] });
    case "not_yours":
      return dialog.say(t("activate-not-yours"), { menu: [[servicesButton]] });
    case "unknown_pet":
      return dialog.say(t("activate-pet-gone"), { menu: [[againButton(entitlement)], [petsButton]] });
    case "too_far_ahead":
      return dialog.say(t("activate-too-far"), { menu: [[againButton(entitlement)]] });
  }
}

const servicesButton = { label: t("to-services"), data: actionData("services") };

const againButton = (entitlement: string) => ({
  label: t("activate-again"),
  data: actionData("activate", entitlement),
});
