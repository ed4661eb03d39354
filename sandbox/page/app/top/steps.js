/**
 * What a newcomer has done and what comes next, read from the chats alone. A step is done when something can be seen
 * that only it brings about; steps are walked in order, and a later one that is done makes the earlier ones done.
 */

const LOCAL = /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/;

const live = (chat) => (chat?.messages ?? []).filter((message) => !message.deleted);
const ofPerson = (chat) => live(chat).filter((message) => message.by === "person");
const payLink = (chat) =>
  live(chat).find((message) => message.buttons.flat().some((button) => button.url && LOCAL.test(button.url)));

/** Pressed buttons by a part of their data. */
const pressed = (chat, pattern) => (chat?.callbacks ?? []).some(({ data }) => pattern.test(data));

/** @type {{id: string, who: "owner" | "vet" | "payer", done: (seen: {owner: object, vet: object}) => boolean}[]} */
export const STEPS = [
  { id: "start", who: "owner", done: ({ owner }) => owner?.started === true },
  {
    id: "register",
    who: "owner",
    done: ({ owner }) => ofPerson(owner).some((message) => message.kind === "contact"),
  },
  { id: "invite", who: "vet", done: ({ vet }) => vet?.started === true },
  { id: "duty", who: "vet", done: ({ vet }) => pressed(vet, /duty/) },
  { id: "buy", who: "owner", done: ({ owner }) => payLink(owner) !== undefined },
  { id: "pay", who: "payer", done: ({ owner }) => afterPayLink(owner) },
  { id: "activate", who: "owner", done: ({ owner }) => pressed(owner, /activat/) },
  { id: "take", who: "vet", done: ({ vet }) => (vet?.topics.length ?? 0) > 0 },
  {
    id: "answer",
    who: "vet",
    done: ({ vet }) => ofPerson(vet).some((message) => message.topic !== undefined),
  },
  {
    id: "finish",
    who: "vet",
    done: ({ vet }) => live(vet).some((message) => message.message.forum_topic_edited),
  },
];

/** The bot wrote after the link to the payment page: it was paid, or the owner went on. */
function afterPayLink(owner) {
  const link = payLink(owner);
  return link !== undefined && live(owner).some((message) => message.by === "bot" && message.id > link.id);
}

/** @returns {{at: number, step: typeof STEPS[number] | undefined}} the next step; none when all are done */
export function nextStep(seen) {
  const at = STEPS.findLastIndex((step) => step.done(seen)) + 1;
  return { at, step: STEPS[at] };
}
