import { auditPage, type AuditLine } from "../../../core/cashier/audit.ts";
import { lines, moment, plain, t, type Text } from "../../texts.ts";
import { forAdministrators } from "../admin.ts";
import { button, type StaffTurn } from "../turn.ts";
import { factsText, outcomeText } from "./words.ts";

/** So many fit into one message (4096 letters) with the longest reasons. */
const PAGE = 6;

function entry({ zone }: StaffTurn, { at, step, by, details }: AuditLine): Text {
  const { facts, action, outcome, request, task, order } = details;
  return lines([
    t("audit-entry", {
      at: moment(at.toISOString(), zone, "full"),
      by: by === null ? t("audit-nobody") : plain(by),
      step,
      request: String(request ?? ""),
      order: String(order ?? ""),
      task: task === undefined ? "none" : task.slice(0, task.indexOf(":")),
    }),
    ...(facts ? [factsText(facts)] : action ? [t("audit-tried", { action })] : []),
    ...(outcome === undefined ? [] : [outcomeText(outcome)]),
  ]);
}

/** /audit: who did what about money, the newest first. */
export const auditTrail = forAdministrators(async (turn, seq) => {
  const before = /^\d{1,18}$/.test(seq ?? "") ? BigInt(seq ?? "") : undefined;
  const found = await auditPage(turn.core, { before, limit: PAGE + 1 });
  if (found.length === 0) return turn.say(t(before === undefined ? "audit-none" : "audit-end"));
  const shown = found.slice(0, PAGE);
  const last = shown.at(-1);
  const older = found.length > PAGE && last ? [[button(t("audit-older"), "audit", String(last.seq))]] : [];
  const text = lines(
    shown.map((line) => entry(turn, line)),
    "\n\n",
  );
  await turn.say(text, { menu: older });
});
