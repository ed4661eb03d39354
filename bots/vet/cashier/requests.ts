import { isRefusal } from "../../../core/cashier/carry.ts";
import { decide } from "../../../core/cashier/decide.ts";
import type { CashierNotice } from "../../../core/cashier/notices.ts";
import { moneyRequests } from "../../../core/cashier/requests.ts";
import { lines, moment, plain, t } from "../../texts.ts";
import type { NoticeView } from "../../voice.ts";
import { AT_ONCE } from "../admin.ts";
import { button, isId, type StaffMenu } from "../turn.ts";
import { toCashier } from "./fill.ts";
import { forMoneyPeople } from "./gate.ts";
import { factsText, outcomeText } from "./words.ts";

const verdicts = (request: string): StaffMenu => [
  [
    button(t("cash-approve"), "cash-decide", request, "approve"),
    button(t("cash-decline"), "cash-decide", request, "decline"),
  ],
];

type Requested = Extract<CashierNotice, { kind: "moneyRequested" }>;

const requestText = ({ number, by, until, facts }: Omit<Requested, "kind" | "request">, zone: string) =>
  lines(
    [
      t("cash-request", {
        number: String(number),
        by: plain(by),
        until: moment(until, zone, "full"),
      }),
      factsText(facts),
    ],
    "\n",
  );

/** What cashiers and administrators are told of requests. */
export function cashierView(notice: CashierNotice, zone: string): NoticeView {
  switch (notice.kind) {
    case "moneyRequested":
      return { text: requestText(notice, zone), menu: verdicts(notice.request) };
    case "moneyDecided": {
      const { number, state, by, outcome, facts } = notice;
      const told = t("cash-decided", { number: String(number), state, by: plain(by ?? "") });
      return {
        text: lines([told, factsText(facts), ...(outcome === null ? [] : [outcomeText(outcome)])]),
        menu: toCashier,
      };
    }
  }
}

/** What waits for a second person; one's own waits for somebody else. */
export const requests = forMoneyPeople(async (turn) => {
  const found = await moneyRequests(turn.core, AT_ONCE + 1);
  if (found.length === 0) return turn.replace(t("cash-requests-none"), { menu: toCashier });
  for (const { id, number, askedBy, expiresAt, facts } of found.slice(0, AT_ONCE)) {
    const told = { number, by: askedBy.name, until: expiresAt.toISOString(), facts };
    const own = askedBy.id === turn.person;
    const text = requestText(told, turn.zone);
    await turn.say(own ? lines([text, t("cash-request-own")]) : text, own ? {} : { menu: verdicts(id) });
  }
  if (found.length > AT_ONCE) await turn.say(t("cash-requests-more"), { menu: toCashier });
});

/** *Approve* and *Decline*. */
export const decideByButton = forMoneyPeople(async (turn, id, word) => {
  if (!isId(id) || (word !== "approve" && word !== "decline")) return turn.replace(t("vet-old-button"));
  const decided = await decide(turn.core, turn.person, id, word);
  switch (decided.kind) {
    case "approved": {
      // What is to be done next is for who asked: two who send money at the bank would send it twice.
      const { number, outcome } = decided;
      const told = t("cash-approved", { number: String(number) });
      const text = isRefusal(outcome) ? lines([told, outcomeText(outcome)]) : told;
      return turn.replace(text, { menu: toCashier });
    }
    case "declined":
      return turn.replace(t("cash-declined", { number: String(decided.number) }), { menu: toCashier });
    case "over": {
      const { number, state, by } = decided;
      const facts = { number: String(number), state, by: plain(by ?? "") };
      return turn.replace(t("cash-decided", facts), { menu: toCashier });
    }
    case "own":
      return turn.say(t("cash-request-own"), { menu: toCashier });
    case "unknown":
      return turn.replace(t("vet-old-button"));
    case "not_allowed":
      return turn.say(t("vet-not-for-you"));
  }
});
