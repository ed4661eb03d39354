import { vetCases } from "../../core/consultations/vet-cases.ts";
import { openJson, sealJson } from "../../core/platform/sealed.ts";
import { supportInHand } from "../../core/support/answer.ts";
import type { Incoming } from "../incoming.ts";
import { plain, t, type Text } from "../texts.ts";
import { atDesk, type Written } from "./desk.ts";
import { keyboard } from "./menu.ts";
import { chatName, fullName } from "./names.ts";
import { button, isId, type StaffAction, type StaffTurn } from "./turn.ts";

const contextOf = (person: string) => `kept_message:${person}`;

interface Open {
  readonly conversation: string;
  readonly label: Text;
}

/** What a member of staff has in hand. */
async function inHand({ core, person }: StaffTurn): Promise<Open[]> {
  const cases = (await vetCases(core, person)).filter(({ reopenUntil }) => !reopenUntil);
  const chats = await supportInHand(core, person);
  return [
    ...cases.map((file) => ({ conversation: file.conversation, label: plain(fullName(file)) })),
    ...chats.map(({ conversation, name }) => ({
      conversation,
      label: t("vet-chat-with", { name: chatName(name) }),
    })),
  ];
}

/** Keeps a message that nothing says the case of, and asks. With nothing in hand there is nobody to send it to. */
export async function keep(turn: StaffTurn, incoming: Extract<Incoming, { kind: "message" }>): Promise<void> {
  const { core, person } = turn;
  const { externalId, content, replyTo } = incoming;
  const open = await inHand(turn);
  if (open.length === 0) return turn.say(t("vet-nobody"), { keyboard: keyboard(turn) });
  const written: Written = { externalId, content, ...(replyTo && { replyTo }) };
  await core.db.keptMessage.create({
    data: {
      personId: person,
      channel: "staff",
      sealed: sealJson(core.keys, contextOf(person), written),
      at: core.clock.now(),
    },
    select: { seq: true },
  });
  await turn.say(t("vet-which-case"), {
    replyTo: { external: externalId },
    menu: [
      ...open.map(({ conversation, label }) => [button(label, "to", conversation)]),
      [button(t("vet-drop"), "drop")],
    ],
  });
}

/** The case was pointed at: what was kept goes there, in the order it was written. */
export const sendKept: StaffAction = async (turn, conversation) => {
  const { core, person } = turn;
  const chosen = (await inHand(turn)).find((open) => open.conversation === conversation);
  if (!isId(conversation) || !chosen) return turn.replace(t("vet-old-button"));
  const where = { personId: person, channel: "staff" } as const;
  const rows = await core.db.keptMessage.findMany({ where, orderBy: { seq: "asc" } });
  await core.db.keptMessage.deleteMany({ where });
  if (rows.length === 0) return turn.replace(t("vet-kept-gone"));
  for (const { sealed } of rows)
    await atDesk(turn, conversation, openJson<Written>(core.keys, contextOf(person), sealed));
  await turn.replace(t("vet-kept-sent", { to: chosen.label, count: rows.length }));
};

export const dropKept: StaffAction = async (turn) => {
  const { count } = await turn.core.db.keptMessage.deleteMany({
    where: { personId: turn.person, channel: "staff" },
  });
  await turn.replace(t(count > 0 ? "vet-kept-dropped" : "vet-kept-gone"));
};
