/**
 * What a newcomer has done and what comes next, read from the chats alone: from what the buttons of the bots' messages
 * carry, which is the same in every language. WhatsApp has no buttons: there it is the signs that a message carries in
 * every language, never its words.
 */

/** @typedef {import("../../../control/api.ts").ChatView | undefined} Chat */
/** @typedef {{owner: Chat, vet: Chat}} Seen the chats of the two phones as they are */

const LOCAL = /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/;
/** The vet's desk puts this before what begins the duty, in every language. */
const ON_DUTY = "🟢";

const messages = (chat, by) => (chat?.messages ?? []).filter((each) => !each.deleted && each.by === by);
const offering = (chat, fits) => messages(chat, "bot").findLast((each) => each.buttons.flat().some(fits));
const offers = (chat, pattern) => offering(chat, ({ data }) => data !== undefined && pattern.test(data));
const pressed = (chat, pattern) => (chat?.callbacks ?? []).some(({ data }) => pattern.test(data));

const tells = (chat, pattern) => messages(chat, "bot").findLast(({ text }) => pattern.test(text));

/** What the owner's bot puts into its messages at a step, in every language, where no button shows it. */
const SIGNS = {
  registered: /🎉/u,
  ordered: /^💳.*https?:\/\/(127\.0\.0\.1|localhost)[:/]/mu,
  paid: /^✅/u,
  begun: /🐾$/mu,
};

/** On WhatsApp: the newest message with this sign. */
const signed = (chat, sign) => (chat?.messages[0]?.whatsapp ? tells(chat, SIGNS[sign]) : undefined);

/**
 * When this owner's newest consultation began: what the vet did before is of another one. To the second, since Telegram
 * tells no more of when the vet did it.
 */
function begun(owner) {
  const { at = 0 } = offers(owner, /^close:/) ?? signed(owner, "begun") ?? {};
  return at - (at % 1000);
}

/**
 * In the order in which they are best taken. Each of the two goes their own way: whoever is at a later step has taken
 * their earlier ones, and a case that was taken has an owner who came all the way.
 * @type {{id: string, who: "owner" | "vet" | "payer", done: (seen: Seen) => boolean}[]}
 */
export const STEPS = [
  { id: "start", who: "owner", done: ({ owner }) => owner?.started === true },
  {
    id: "register",
    who: "owner",
    done: ({ owner }) => (offers(owner, /^add-pet/) ?? signed(owner, "registered")) !== undefined,
  },
  {
    id: "invite",
    who: "vet",
    done: ({ vet }) => vet?.keyboards.some(({ rows }) => rows.length > 0) === true,
  },
  {
    id: "duty",
    who: "vet",
    done: ({ vet }) =>
      pressed(vet, /^duty:on/) || messages(vet, "person").some(({ text }) => text.startsWith(ON_DUTY)),
  },
  {
    id: "buy",
    who: "owner",
    done: ({ owner }) =>
      (offering(owner, ({ url }) => url !== undefined && LOCAL.test(url)) ?? signed(owner, "ordered")) !==
      undefined,
  },
  {
    id: "pay",
    who: "payer",
    done: ({ owner }) => (offers(owner, /^activate:/) ?? signed(owner, "paid")) !== undefined,
  },
  {
    id: "activate",
    who: "owner",
    done: ({ owner, vet }) => offers(owner, /^close:/) !== undefined || offers(vet, /^take:/) !== undefined,
  },
  {
    id: "take",
    who: "vet",
    done: ({ owner, vet }) =>
      messages(vet, "bot").some((each) => each.message.forum_topic_created && each.at >= begun(owner)),
  },
  {
    id: "answer",
    who: "vet",
    done: ({ owner, vet }) =>
      messages(vet, "person").some((each) => each.topic !== undefined && each.at >= begun(owner)),
  },
  {
    id: "finish",
    who: "vet",
    done: ({ owner, vet }) => (offers(vet, /^reopen:/)?.at ?? -1) >= begun(owner),
  },
];

const isOwners = ({ who }) => who !== "vet";
/** From here on the two ways are one. */
const MEETING = STEPS.findIndex(({ id }) => id === "take");

/** @param {Seen} seen @returns {boolean[]} what is done, step by step */
export function progress(seen) {
  const done = STEPS.map((step) => step.done(seen));
  return STEPS.map((step, index) =>
    done.some(
      (later, at) => later && at >= index && (at >= MEETING || isOwners(STEPS[at]) === isOwners(step)),
    ),
  );
}
