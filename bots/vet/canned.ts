import { staffWrote } from "../../core/consultations/wrote.ts";
import { relay } from "../../core/messaging/relay.ts";
import { isLocale, plain, render, t, type Locale, type Text } from "../texts.ts";
import { notOpen } from "./desk.ts";
import { whileMine } from "./mine.ts";
import { button, type StaffAction, type StaffTurn } from "./turn.ts";

/** Answers that are written often. Their texts: `canned-<name>`, their titles: `canned-title-<name>`. */
const names = ["hello", "photos", "history", "minute", "clinic", "watch", "goodbye"] as const;
type Name = (typeof names)[number];

const isName = (word: string | undefined): word is Name => names.some((name) => name === word);
const bodyOf = (name: Name): Text => t(`canned-${name}`);

/** The list of answers. */
export const canned: StaffAction = (turn, conversation) =>
  whileMine(turn, conversation, async (conversation) => {
    await turn.say(t("vet-canned-choose"), {
      in: conversation,
      menu: [
        ...names.map((name) => [button(t(`canned-title-${name}`), "answer", conversation, name)]),
        [button(t("vet-never-mind"), "nothing", conversation)],
      ],
    });
  });

/** One answer, as the owner will read it, in the owner's language. */
export const showCanned: StaffAction = (turn, conversation, name) =>
  whileMine(turn, conversation, async (conversation) => {
    if (!isName(name)) return turn.replace(t("vet-old-button"));
    const locale = await ownersLocale(turn, conversation);
    await turn.replace(t("vet-canned-confirm", { words: plain(render(locale, bodyOf(name))) }), {
      in: conversation,
      menu: [
        [button(t("vet-canned-send"), "say", conversation, name)],
        [button(t("vet-never-mind"), "nothing", conversation)],
      ],
    });
  });

/** Confirmed: it passes as the vet's own message, which the message with the button now stands for. */
export const sayCanned: StaffAction = (turn, conversation, name) =>
  whileMine(turn, conversation, async (conversation) => {
    const { core, person, chat, incoming } = turn;
    if (!isName(name) || incoming.kind !== "press" || !incoming.externalId)
      return turn.replace(t("vet-old-button"));
    const place = { channel: "staff", chat, externalId: incoming.externalId } as const;
    // Pressed twice, it is said once.
    if (await core.db.messageCopy.count({ where: place })) return;
    const wrote = await staffWrote(core, person, conversation);
    if (wrote.kind !== "open") return notOpen(turn, conversation);
    const text = render(await ownersLocale(turn, conversation), bodyOf(name));
    await relay(core, {
      conversation: wrote.conversation,
      author: person,
      side: "staff",
      content: { kind: "text", text },
      places: [place],
    });
    await turn.replace(t("vet-canned-sent", { words: plain(text) }), { in: conversation });
  });

async function ownersLocale({ core, locale }: StaffTurn, conversation: string): Promise<Locale> {
  const { owner } = await core.db.conversation.findUniqueOrThrow({
    where: { id: conversation },
    select: { owner: { select: { locale: true } } },
  });
  return owner.locale && isLocale(owner.locale) ? owner.locale : locale;
}
