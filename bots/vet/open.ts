import { caseFile, type CaseFile } from "../../core/consultations/vet-cases.ts";
import { ageOf } from "../../core/pets/born.ts";
import { supportContact } from "../../core/support/answer.ts";
import { petLines } from "../owner/flows/pet-card.ts";
import { lines, moment, plain, t, type Text } from "../texts.ts";
import { showSoFar } from "./history.ts";
import { chatName, fullName, ownerName } from "./names.ts";
import { post } from "./post.ts";
import { button, type StaffMenu, type StaffTurn } from "./turn.ts";

/** What a vet has taken: the pet and the complaint on top, what was written since, and what can be done. */
export async function openCase(turn: StaffTurn, which: { consultation: string }): Promise<void> {
  const file = await caseFile(turn.core, turn.person, which);
  if (!file) throw new Error("a case was taken and is not there");
  await showCard(turn, file);
  await showSoFar(turn, file.conversation);
  await turn.say(openedText(turn, file), { in: file.conversation, menu: caseMenu(file.conversation) });
}

/** Who hears what is written here, and until when the first word is due. */
export function openedText({ zone }: StaffTurn, file: CaseFile): Text {
  const args = { case: fullName(file), owner: ownerName(file.owner) };
  if (!file.answerDue) return t("vet-opened", args);
  return t("vet-opened-due", { ...args, due: moment(file.answerDue.toISOString(), zone, "time") });
}

/** The pet's card and the complaint with its photos. */
export async function showCard(turn: StaffTurn, file: CaseFile): Promise<void> {
  const { petCard: pet, complaint, files, conversation } = file;
  const age = pet.born ? ageOf(pet.born, turn.core.clock.now(), turn.zone) : null;
  const card = lines([plain(fullName(file)), petLines({ pet, age })]);
  await post(turn, conversation, { text: card, photos: await usable(turn, pet.photo ? [pet.photo] : []) });
  await post(turn, conversation, {
    text: t("vet-complaint", { case: fullName(file), complaint: plain(complaint) }),
    photos: [],
  });
  const photos = await usable(turn, files);
  if (photos.length > 0)
    await post(turn, conversation, { text: t("vet-complaint-photos", { case: fullName(file) }), photos });
}

/** Files that are stored or on their way; what was refused is not shown. */
async function usable({ core }: StaffTurn, ids: readonly string[]) {
  const files = await core.db.file.findMany({ where: { id: { in: [...ids] }, state: { not: "refused" } } });
  return ids.flatMap((id) => files.find((file) => file.id === id) ?? []);
}

/** An operator has taken a support conversation. */
export async function openSupportChat(turn: StaffTurn, conversation: string): Promise<void> {
  const contact = await supportContact(turn.core, turn.person, conversation);
  await post(turn, conversation, {
    text: t("vet-support-card", {
      name: chatName(contact?.name ?? null),
      phone: contact?.phone ? plain(contact.phone) : t("vet-no-phone"),
    }),
    photos: [],
  });
  await showSoFar(turn, conversation);
  await turn.say(t("vet-support-opened", { name: chatName(contact?.name ?? null) }), {
    in: conversation,
    menu: supportMenu(conversation),
  });
}

export const caseMenu = (conversation: string): StaffMenu => [
  [button(t("vet-canned"), "canned", conversation), button(t("vet-note"), "note", conversation)],
  [button(t("vet-unsend"), "unsend", conversation), button(t("vet-card"), "card", conversation)],
  [button(t("vet-finish"), "finish", conversation), button(t("vet-return"), "return", conversation)],
];

export const supportMenu = (conversation: string): StaffMenu => [
  [button(t("vet-note"), "note", conversation), button(t("vet-unsend"), "unsend", conversation)],
  [button(t("vet-finish"), "finish", conversation), button(t("vet-return"), "return", conversation)],
];
