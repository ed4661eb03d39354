import { t } from "../../texts.ts";
import { button, type StaffMenu, type StaffTurn } from "../turn.ts";
import { forMoneyPeople, isCashier } from "./gate.ts";
import { myDraft } from "./form.ts";

/** All that can be done about money; what was begun stands first. */
export const home = forMoneyPeople(async (turn) => {
  const draft = isCashier(turn) ? await myDraft(turn) : undefined;
  const text = t(isCashier(turn) ? "cash-home" : "cash-home-admin");
  await turn.say(text, { menu: [...(draft ? [[button(t("cash-go-on"), "cash-on")]] : []), ...menu(turn)] });
});

const menu = (turn: StaffTurn): StaffMenu => [
  ...(isCashier(turn)
    ? [
        [button(t("cash-menu-invoices"), "cash-invoices", "0")],
        [button(t("cash-menu-confirm"), "cash-confirm"), button(t("cash-menu-refund"), "cash-refund")],
        [button(t("cash-menu-odd"), "cash-odd")],
      ]
    : [[button(t("cash-menu-odd"), "cash-odd")]]),
  [button(t("cash-menu-requests"), "cash-requests")],
  [button(t("cash-menu-stuck"), "money-list")],
  ...(turn.member.roles.includes("administrator") ? [[button(t("cash-menu-audit"), "audit")]] : []),
];
