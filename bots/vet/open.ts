import { caseFile, type CaseFile } from "../../core/consultations/vet-cases.ts";
import { abilities } from "../../core/messaging/channels.ts";
import { FRAME_ROOM } from "../../core/messaging/split.ts";
import { ageOf } from "../../core/pets/born.ts";
import { supportContact } from "../../core/support/answer.ts";
import { petLines } from "../owner/flows/pet-card.ts";
import { lines, moment, plain, render, t, type Text } from "../texts.ts";
import { showSoFar } from "./history.ts";
import { chatName, fullName, ownerName } from "./names.ts";
import { pin, post } from "./post.ts";
import { button, type StaffMenu, type StaffTurn } from "./turn.ts";

/** What a vet has taken: the card, pinned on top, what was written since, and what can be done. */
export async function openCase(turn: StaffTurn, which: { consultation: string }): Promise<void> {
  const file = await caseFile(turn.core, turn.person, which);
  if (!file) throw new Error("a case was taken and is not there");
  const card = await postCard(turn, file);
  if (card) await pin(turn, file.conversation, card);
  await postComplaintPhotos(turn, file);
  await showSoFar(turn, file.conversation);
  await turn.say(openedText(turn, file), { in: file.conversation, menu: caseMenu(file.conversation) });
}

/** Who hears what is written here, and until when the first word is due. */
export function openedText({ zone }: StaffTurn, file: CaseFile): Text {
  const args = { case: fullName(file), owner: ownerName(file.owner) };
  if (!file.answerDue) return t("vet-opened", args);
  return t("vet-opened-due", { ...args, due: moment(file.answerDue.toISOString(), zone, "time") });
}

/** The card again: the pet, the complaint, and the photos that came with it. */
export async function showCard(turn: StaffTurn, file: CaseFile): Promise<void> {
  await postCard(turn, file);
  await postComplaintPhotos(turn, file);
}

/** The pet and the complaint in one message, which tells the case at a glance; returns the operation that shows it. */
async function postCard(turn: StaffTurn, file: CaseFile): Promise<string | undefined> {
  const { petCard: pet, complaint, conversation } = file;
  const age = pet.born ? ageOf(pet.born, turn.core.clock.now(), turn.zone) : null;
  const about = lines([plain(fullName(file)), petLines({ pet, age })]);
  const card = lines([about, t("vet-complaint", { complaint: plain(complaint) })], "\n\n");
  const photos = await usable(turn, pet.photo ? [pet.photo] : []);
  const room = abilities.staff.limits.caption - FRAME_ROOM;
  if (photos.length === 0 || render(turn.locale, card).length <= room)
    return post(turn, conversation, { text: card, photos });
  // Words that a picture has no room for stand above it: they are what has to be seen.
  const shown = await post(turn, conversation, { text: card, photos: [] });
  await post(turn, conversation, { text: plain(fullName(file)), photos });
  return shown;
}

async function postComplaintPhotos(turn: StaffTurn, file: CaseFile): Promise<void> {
  const photos = await usable(turn, file.files);
  if (photos.length > 0)
    await post(turn, file.conversation, {
      text: t("vet-complaint-photos", { case: fullName(file) }),
      photos,
    });
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
