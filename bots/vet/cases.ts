import { awaitAtDesk } from "../../core/consultations/desk.ts";
import { reopen } from "../../core/consultations/reopen.ts";
import { release } from "../../core/consultations/take.ts";
import { caseFile, vetCases } from "../../core/consultations/vet-cases.ts";
import { closeSupport, returnSupport, supportInHand } from "../../core/support/answer.ts";
import { moment, plain, t, type Text } from "../texts.ts";
import { notOpen } from "./desk.ts";
import { whileMine } from "./mine.ts";
import { chatName, fullName } from "./names.ts";
import { caseMenu, openedText, showCard, supportMenu } from "./open.ts";
import { button, isId, type StaffAction, type StaffTurn } from "./turn.ts";

/** What a member of staff has in hand, with the way to each. */
export async function cases(turn: StaffTurn): Promise<void> {
  const { core, person, zone } = turn;
  const now = core.clock.now();
  const mine = (await vetCases(core, person)).filter(({ reopenUntil }) => !reopenUntil || reopenUntil > now);
  const chats = await supportInHand(core, person);
  if (mine.length + chats.length === 0)
    return turn.say(t("vet-cases-none"), { menu: [[button(t("vet-menu-queue"), "queue")]] });
  const caseLines = mine.map((file): Text => {
    const args = { case: fullName(file) };
    if (file.answerDue)
      return t("vet-cases-due", { ...args, due: moment(file.answerDue.toISOString(), zone, "time") });
    if (file.reopenUntil)
      return t("vet-cases-closed", { ...args, until: moment(file.reopenUntil.toISOString(), zone, "full") });
    return t("vet-cases-open", args);
  });
  const chatLines = chats.map(({ name }) => t("vet-cases-chat", { name: chatName(name) }));
  await turn.say(
    { parts: [t("vet-cases"), ...caseLines, ...chatLines], separator: "\n" },
    {
      menu: [
        ...mine.map((file) => [
          file.reopenUntil
            ? button(t("vet-reopen-case", { case: fullName(file) }), "reopen", file.conversation)
            : button(plain(fullName(file)), "card", file.conversation),
        ]),
        ...chats.map(({ conversation, name }) => [
          button(t("vet-chat-with", { name: chatName(name) }), "card", conversation),
        ]),
      ],
    },
  );
}

/** The card again, and what can be done. */
export const card: StaffAction = (turn, conversation) =>
  whileMine(turn, conversation, async (conversation, kind) => {
    if (kind === "support") {
      const chat = (await supportInHand(turn.core, turn.person)).find(
        (chat) => chat.conversation === conversation,
      );
      return turn.say(t("vet-support-opened", { name: chatName(chat?.name ?? null) }), {
        in: conversation,
        menu: supportMenu(conversation),
      });
    }
    const file = await caseFile(turn.core, turn.person, { conversation });
    if (!file) return notOpen(turn, conversation);
    await showCard(turn, file);
    await turn.say(openedText(turn, file), { in: conversation, menu: caseMenu(conversation) });
  });

/** The next message is a note. */
export const note: StaffAction = (turn, conversation) =>
  whileMine(turn, conversation, async (conversation) => {
    await awaitAtDesk(turn.core, turn.person, conversation, "note");
    await ask(turn, conversation, t("vet-note-ask"));
  });

/** The next message is the conclusion; a support conversation ends without one. */
export const finish: StaffAction = (turn, conversation) =>
  whileMine(turn, conversation, async (conversation, kind) => {
    const { core, person } = turn;
    if (kind === "support") {
      await closeSupport(core, { side: "staff", person }, conversation);
      return turn.say(t("vet-support-finished"), {
        in: conversation,
        menu: [[button(t("vet-menu-queue"), "queue")]],
      });
    }
    const file = await caseFile(core, person, { conversation });
    if (!file) return notOpen(turn, conversation);
    await awaitAtDesk(core, person, conversation, "conclusion");
    await turn.say(t("vet-conclusion-ask", { case: fullName(file) }), {
      in: conversation,
      menu: [
        [button(t("vet-decline"), "decline", conversation)],
        [button(t("vet-never-mind"), "nothing", conversation)],
      ],
    });
  });

/** The next message ends the case as one that was not needed: the owner gets the session, or the money, back. */
export const decline: StaffAction = (turn, conversation) =>
  whileMine(turn, conversation, async (conversation) => {
    const file = await caseFile(turn.core, turn.person, { conversation });
    if (!file) return notOpen(turn, conversation);
    await awaitAtDesk(turn.core, turn.person, conversation, "decline");
    await ask(turn, conversation, t("vet-decline-ask", { case: fullName(file) }));
  });

const ask = (turn: StaffTurn, conversation: string, text: Text): Promise<void> =>
  turn.say(text, { in: conversation, menu: [[button(t("vet-never-mind"), "nothing", conversation)]] });

/** *Never mind*: what was asked for at the desk is not awaited any more. */
export const nothing: StaffAction = async (turn, conversation) => {
  if (!isId(conversation)) return turn.replace(t("vet-old-button"));
  await awaitAtDesk(turn.core, turn.person, conversation, null);
  await turn.replace(t("vet-nothing"));
};

/** Asks once more before a case goes back to the queue. */
export const askReturn: StaffAction = (turn, conversation) =>
  whileMine(turn, conversation, async (conversation, kind) => {
    const file =
      kind === "consultation" ? await caseFile(turn.core, turn.person, { conversation }) : undefined;
    const text = file
      ? t("vet-return-ask", { case: fullName(file), answered: file.answerDue ? "no" : "yes" })
      : t("vet-return-ask-chat");
    await turn.say(text, {
      in: conversation,
      menu: [
        [button(t("vet-return-yes"), "returned", conversation)],
        [button(t("vet-never-mind"), "nothing", conversation)],
      ],
    });
  });

export const returned: StaffAction = (turn, conversation) =>
  whileMine(turn, conversation, async (conversation, kind) => {
    const { core, person } = turn;
    const file = kind === "consultation" ? await caseFile(core, person, { conversation }) : undefined;
    if (file) await release(core, person, file.consultation);
    else await returnSupport(core, person, conversation);
    await turn.replace(t("vet-returned"), {
      in: conversation,
      menu: [[button(t("vet-menu-queue"), "queue")]],
    });
  });

export const reopenCase: StaffAction = async (turn, conversation) => {
  const { core, person } = turn;
  if (!isId(conversation)) return turn.replace(t("vet-old-button"));
  const file = await caseFile(core, person, { conversation });
  if (!file) return notOpen(turn, conversation);
  const result = await reopen(core, { side: "staff", person }, file.consultation);
  switch (result.kind) {
    case "reopened":
    case "open":
      return turn.replace(t("vet-reopened", { case: fullName(file) }), {
        in: conversation,
        menu: caseMenu(conversation),
      });
    case "too_late":
      return turn.replace(t("vet-over", { case: fullName(file) }), { in: conversation });
    case "vet_gone":
    case "unknown":
      return notOpen(turn, conversation);
  }
};
