import type { Keyboard } from "../../core/messaging/operation.ts";
import { vetCases } from "../../core/consultations/vet-cases.ts";
import { answersSupport, supportInHand } from "../../core/support/answer.ts";
import { setDuty } from "../../core/staff/members.ts";
import { render, t, type Text } from "../texts.ts";
import { cases } from "./cases.ts";
import { isCashier, isCashierOnly } from "./cashier/gate.ts";
import { home } from "./cashier/home.ts";
import { queue } from "./queue.ts";
import type { StaffTurn } from "./turn.ts";

/** An entry of the keyboard below the chat: its exact label, in any language, runs it from anywhere. */
export interface StaffMenuItem {
  readonly label: Text;
  run(turn: StaffTurn): Promise<void>;
}

const goOnDuty = { label: t("vet-menu-on"), run: (turn: StaffTurn) => duty(turn, true) };
const goOffDuty = { label: t("vet-menu-off"), run: (turn: StaffTurn) => duty(turn, false) };
const waiting = { label: t("vet-menu-queue"), run: (turn: StaffTurn) => queue(turn, "say") };
const mine = { label: t("vet-menu-cases"), run: cases };
const till = { label: t("cash-menu"), run: (turn: StaffTurn) => home(turn) };
const aid = { label: t("vet-menu-help"), run: help };

export const menuItems: readonly StaffMenuItem[] = [goOnDuty, goOffDuty, waiting, mine, till, aid];

/** The keyboard below the chat: of the two duty buttons, the one that changes something; a cashier needs no duty. */
export function keyboard({ locale, member }: Pick<StaffTurn, "locale" | "member">): Keyboard {
  const label = (item: StaffMenuItem) => ({ label: render(locale, item.label) });
  const cashier = isCashier({ member }) ? [[label(till)]] : [];
  if (isCashierOnly({ member })) return { rows: [...cashier, [label(aid)]] };
  return {
    rows: [
      [label(member.onDutySince ? goOffDuty : goOnDuty)],
      [label(waiting), label(mine)],
      ...cashier,
      [label(aid)],
    ],
  };
}

/** Begins or ends the duty; who begins it sees what waits. */
export async function duty(turn: StaffTurn, on: boolean): Promise<void> {
  const { core, person } = turn;
  const set = await setDuty(core, person, on);
  const since = set.kind === "onDuty" ? set.since : undefined;
  const now = { ...turn, member: { ...turn.member, onDutySince: since } };
  if (since) {
    await turn.say(t("vet-on-duty"), { keyboard: keyboard(now) });
    return queue(now, "say");
  }
  const open = (await vetCases(core, person)).filter(({ reopenUntil }) => !reopenUntil);
  const chats = await supportInHand(core, person);
  await turn.say(t("vet-off-duty", { open: open.length + chats.length }), { keyboard: keyboard(now) });
}

export async function help(turn: StaffTurn): Promise<void> {
  const { core, person, member } = turn;
  const parts = [
    ...(member.roles.includes("vet") ? [t("vet-help-vet")] : []),
    ...((await answersSupport(core, person)) ? [t("vet-help-support")] : []),
    ...(isCashier(turn) ? [t("vet-help-cashier")] : []),
    ...(member.roles.includes("administrator") ? [t("vet-help-admin")] : []),
    t("vet-help-all"),
  ];
  await turn.say({ parts, separator: "\n\n" }, { keyboard: keyboard(turn) });
}
