import { awaitedAnswer } from "../../core/consultations/desk.ts";
import { messageAt } from "../../core/messaging/copies.ts";
import type { Core } from "../../core/platform/core.ts";
import { setDuty, staffOf } from "../../core/staff/members.ts";
import type { Incoming } from "../incoming.ts";
import { entryLabelled } from "../labels.ts";
import { t } from "../texts.ts";
import { actions } from "./actions.ts";
import { written } from "./answers.ts";
import { toCashier, typed } from "./cashier/fill.ts";
import { isCashierOnly } from "./cashier/gate.ts";
import { commands } from "./commands.ts";
import { edited, reacted } from "./corrections.ts";
import { atDesk } from "./desk.ts";
import { join, notInvited } from "./join.ts";
import { keep } from "./kept.ts";
import { keyboard, menuItems } from "./menu.ts";
import type { StaffTurn } from "./turn.ts";
import { turnOf } from "./turn.ts";
import { visitorOf } from "./visitor.ts";

type Message = Extract<Incoming, { kind: "message" }>;

/**
 * A turn in the staff's bot. Where a message goes: a command or an exact menu label; else the conversation of the topic it
 * was written in; else that of the message it quotes; else that whose question is open. Whatever is left is kept and
 * the writer asked which case it is for, also where only one is open: it never goes to a guess.
 */
export async function handleStaff(
  context: { readonly core: Core; readonly person: string },
  incoming: Incoming,
  hint: string | undefined,
): Promise<void> {
  const { core, person } = context;
  if (incoming.kind === "blocked") return left(core, person);
  const visitor = turnOf(core, await visitorOf(core, person, hint), incoming);
  if (incoming.kind === "command" && incoming.name === "start") return join(visitor, incoming.payload);
  const member = await staffOf(core, person);
  if (!member) return notInvited(visitor);
  const turn: StaffTurn = { ...visitor, member };
  switch (incoming.kind) {
    case "unblocked":
    // Telegram, which staff write on, tells of no deletion.
    case "deleted":
      return;
    case "command": {
      const run = commands[incoming.name];
      return run
        ? run(turn, incoming.payload)
        : turn.say(t("vet-unknown-command"), { keyboard: keyboard(turn) });
    }
    case "press": {
      const [name = "", ...args] = incoming.data.split(":");
      const act = actions[name];
      return act ? act(turn, ...args) : turn.say(t("vet-old-button"), { keyboard: keyboard(turn) });
    }
    case "edited":
      return edited(turn, incoming);
    case "reaction":
      return reacted(turn, incoming);
    case "message":
      return message(turn, incoming);
  }
}

/** Who has stopped the bot cannot be told of cases. */
async function left(core: Core, person: string): Promise<void> {
  await core.db.identity.updateMany({
    where: { personId: person, channel: "staff" },
    data: { blockedAt: core.clock.now() },
  });
  await setDuty(core, person, false);
}

async function message(turn: StaffTurn, incoming: Message): Promise<void> {
  const label = incoming.content.kind === "text" ? incoming.content.text.trim() : undefined;
  const item = label && entryLabelled(menuItems, label);
  if (item) return item.run(turn);
  const conversation = await destination(turn, incoming);
  if (conversation) return atDesk(turn, conversation, incoming);
  const asked = incoming.topic ? undefined : await askedBeside(turn);
  if (asked === "money") return typed(turn, incoming);
  const answer = awaitedAnswer(asked);
  if (answer) return written(turn, incoming, answer);
  if (isCashierOnly(turn)) return turn.say(t("cash-nothing-open"), { menu: toCashier });
  return keep(turn, incoming);
}

/** What was asked for beside all cases: a canned answer, or a step of the cashier's. */
async function askedBeside({ core, person }: StaffTurn): Promise<string | undefined> {
  const staff = await core.db.staff.findUnique({ where: { id: person }, select: { awaiting: true } });
  return staff?.awaiting ?? undefined;
}

async function destination(turn: StaffTurn, { topic, replyTo }: Message): Promise<string | undefined> {
  const { core, person, chat } = turn;
  if (topic) {
    const desk = await core.db.desk.findUnique({ where: { staffId_topic: { staffId: person, topic } } });
    if (desk) return desk.conversationId;
  }
  if (replyTo) {
    const quoted = await messageAt(core, { channel: "staff", chat, externalId: replyTo });
    if (quoted) return quoted.message.conversationId;
  }
  // A question asked beside the topics; those asked in a topic are answered there.
  const asked = await core.db.desk.findFirst({
    where: { staffId: person, topic: null, awaiting: { not: null } },
  });
  return asked?.conversationId;
}
