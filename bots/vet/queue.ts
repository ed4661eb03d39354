import { queueFor, type Waiting } from "../../core/consultations/queue.ts";
import { take } from "../../core/consultations/take.ts";
import { supportQueue, takeSupport, type SupportWaiting } from "../../core/support/answer.ts";
import { lines, moment, plain, t, type Text } from "../texts.ts";
import { isCashierOnly } from "./cashier/gate.ts";
import { home } from "./cashier/home.ts";
import { caseName, chatName } from "./names.ts";
import { openCase, openSupportChat } from "./open.ts";
import { button, isId, type StaffAction, type StaffMenu, type StaffTurn } from "./turn.ts";

/** More would not fit into one message with what each says. */
const SHOWN = 10;

/** Shows what waits, with a button to take each; `replace` renews the list whose button was pressed. */
export async function queue(turn: StaffTurn, how: "say" | "replace"): Promise<void> {
  if (isCashierOnly(turn)) return home(turn);
  const { core, person, member } = turn;
  const now = core.clock.now();
  const cases = await queueFor(core, person);
  const chats = await supportQueue(core, person);
  const parts = [
    t("vet-queue", { cases: cases.length, chats: chats.length, role: roleOf(turn) }),
    ...cases.slice(0, SHOWN).map((row) => caseLine(turn, row, now)),
    ...chats.slice(0, SHOWN).map((row) => chatLine(row, now)),
    ...(member.onDutySince ? [] : [t("vet-queue-off")]),
  ];
  const menu: StaffMenu = [
    ...cases
      .slice(0, SHOWN)
      .map((row) => [button(t("vet-take-case", { case: caseName(row) }), "grab", row.consultation)]),
    ...chats
      .slice(0, SHOWN)
      .map((row) => [
        button(t("vet-take-chat", { name: chatName(row.name) }), "grab-support", row.conversation),
      ]),
    ...(member.onDutySince ? [] : [[button(t("vet-menu-on"), "duty", "on")]]),
    [button(t("vet-queue-refresh"), "queue")],
  ];
  const text: Text = { parts, separator: "\n\n" };
  return how === "say" ? turn.say(text, { menu }) : turn.replace(text, { menu });
}

const roleOf = ({ member }: StaffTurn): string => (member.roles.includes("vet") ? "vet" : "operator");

/** Whole minutes that somebody has waited. */
const waitedFor = (since: Date, now: Date): number => Math.floor((now.getTime() - since.getTime()) / 60_000);

function caseLine({ zone }: StaffTurn, row: Waiting, now: Date): Text {
  return lines([
    t("vet-queue-case", {
      case: caseName(row),
      species: row.speciesName === null ? t(`species-${row.species}`) : plain(row.speciesName),
      minutes: waitedFor(row.since, now),
      deadline: moment(row.deadline.toISOString(), zone, "time"),
      preferred: row.preferred ? "yes" : "no",
    }),
    plain(row.complaint),
  ]);
}

const chatLine = ({ name, since }: SupportWaiting, now: Date): Text =>
  t("vet-queue-chat", { name: chatName(name), minutes: waitedFor(since, now) });

/** Take, under the announcement of a case; whoever takes it, the announcement is edited by the core. */
export const takeAnnounced: StaffAction = (turn, id) => takeCase(turn, id, "announcement");

/** Take, in the list. */
export const grab: StaffAction = (turn, id) => takeCase(turn, id, "list");

async function takeCase(
  turn: StaffTurn,
  id: string | undefined,
  from: "announcement" | "list",
): Promise<void> {
  if (!isId(id)) return turn.say(t("vet-old-button"));
  const { core, person, zone } = turn;
  const result = await take(core, person, id);
  switch (result.kind) {
    case "taken":
      await openCase(turn, { consultation: id });
      if (from === "list") await queue(turn, "replace");
      return;
    case "already_taken":
      return refuse(turn, from, result.own ? t("vet-take-yours") : t("vet-take-late", { by: result.by }));
    case "gone":
      return refuse(turn, from, t("vet-take-gone"));
    case "not_yet_yours":
      return turn.say(t("vet-take-preferred", { until: moment(result.until.toISOString(), zone, "time") }));
    case "not_on_duty":
      return turn.say(t("vet-take-off"), { menu: [[button(t("vet-menu-on"), "duty", "on")]] });
  }
}

/** Says why not; the list is renewed, an announcement that is no longer true gives way to the reason. */
async function refuse(turn: StaffTurn, from: "announcement" | "list", why: Text): Promise<void> {
  const menu: StaffMenu = [[button(t("vet-menu-queue"), "queue")]];
  if (from === "announcement") return turn.replace(why, { menu });
  await turn.say(why);
  await queue(turn, "replace");
}

export const takeSupportAnnounced: StaffAction = (turn, id) => takeChat(turn, id, "announcement");
export const grabSupport: StaffAction = (turn, id) => takeChat(turn, id, "list");

async function takeChat(
  turn: StaffTurn,
  id: string | undefined,
  from: "announcement" | "list",
): Promise<void> {
  if (!isId(id)) return turn.say(t("vet-old-button"));
  const result = await takeSupport(turn.core, turn.person, id);
  switch (result.kind) {
    case "taken":
      await openSupportChat(turn, id);
      if (from === "list") await queue(turn, "replace");
      return;
    case "already_taken":
      return refuse(turn, from, result.own ? t("vet-take-yours") : t("vet-take-late", { by: result.by }));
    case "gone":
      return refuse(turn, from, t("vet-take-chat-gone"));
    case "not_allowed":
      return turn.say(t("vet-not-for-you"));
  }
}
