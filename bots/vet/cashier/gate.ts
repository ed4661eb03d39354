import { t } from "../../texts.ts";
import type { StaffAction, StaffTurn } from "../turn.ts";

export const isCashier = ({ member }: Pick<StaffTurn, "member">): boolean => member.roles.includes("cashier");

/** Whether somebody may see what waits and decide about what others ask. */
export const seesMoney = (turn: Pick<StaffTurn, "member">): boolean =>
  isCashier(turn) || turn.member.roles.includes("administrator");

const gate =
  (may: (turn: StaffTurn) => boolean) =>
  (action: StaffAction): StaffAction =>
  (turn, ...args) =>
    may(turn) ? action(turn, ...args) : turn.say(t("vet-not-for-you"));

/** Wraps what only cashiers may do. */
export const forCashiers = gate(isCashier);

/** Wraps what cashiers and administrators may do. */
export const forMoneyPeople = gate(seesMoney);

/** Whoever is a cashier and nothing else has no cases, no duty and no queue. */
export const isCashierOnly = (turn: Pick<StaffTurn, "member">): boolean =>
  isCashier(turn) && turn.member.roles.length === 1;
