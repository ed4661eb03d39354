import { join as joinStaff, type Joined } from "../../core/staff/invitations.ts";
import { staffOf } from "../../core/staff/members.ts";
import { t } from "../texts.ts";
import { keyboard } from "./menu.ts";
import type { VisitorTurn } from "./turn.ts";

const refusals = {
  used: "vet-invitation-used",
  expired: "vet-invitation-expired",
  unknown: "vet-invitation-unknown",
  vetTaken: "vet-invitation-taken",
} as const satisfies Record<Exclude<Joined["kind"], "joined">, string>;

/** /start, with the token of an invitation or without. */
export async function join(turn: VisitorTurn, token: string): Promise<void> {
  const { core, person } = turn;
  const before = await staffOf(core, person);
  if (!token) {
    if (!before) return turn.say(t("vet-not-invited"));
    return turn.say(t("vet-welcome-back", { name: before.name }), {
      keyboard: keyboard({ ...turn, member: before }),
    });
  }
  const joined = await joinStaff(core, person, token);
  const member = await staffOf(core, person);
  if (joined.kind === "joined" && member) {
    const roles = { name: member.name, role: joined.role };
    return turn.say(t("vet-welcome", roles), { keyboard: keyboard({ ...turn, member }) });
  }
  const text = t(joined.kind === "joined" ? "vet-not-invited" : refusals[joined.kind]);
  await turn.say(text, member ? { keyboard: keyboard({ ...turn, member }) } : {});
}

/** Whoever has no invitation is told where owners are helped. Edits and reactions of theirs need no answer. */
export async function notInvited(turn: VisitorTurn): Promise<void> {
  const { incoming, core } = turn;
  if (incoming.kind !== "message" && incoming.kind !== "command" && incoming.kind !== "press") return;
  const { ownerBot } = core.settings;
  await turn.say(t("vet-not-invited"), {
    menu: [[{ label: t("vet-to-owners"), url: `https://t.me/${ownerBot}` }]],
  });
}
