import { retryDelivery } from "../../core/messaging/retry.ts";
import { t } from "../texts.ts";
import { aside, reviews, uncertain, verdict } from "./admin.ts";
import { answers, askForget, forgotten, own, write } from "./answers.ts";
import { canned, sayCanned, showCanned } from "./canned.ts";
import { auditTrail } from "./cashier/audit.ts";
import { back, drop, goOn, sayByButton, yes } from "./cashier/fill.ts";
import { home } from "./cashier/home.ts";
import { confirmAny, confirmInvoice, invoices, makeReceipt, refund } from "./cashier/invoices.ts";
import { bookOdd, giveBackOdd, oddList, sentBack } from "./cashier/odd.ts";
import { decideByButton, requests } from "./cashier/requests.ts";
import { askReturn, card, decline, finish, note, nothing, reopenCase, returned } from "./cases.ts";
import { offerUnsend, takeBack } from "./corrections.ts";
import { dropKept, sendKept } from "./kept.ts";
import { speak } from "./language.ts";
import { duty } from "./menu.ts";
import { money, moneyList } from "./money.ts";
import { grab, grabSupport, queue, takeAnnounced, takeSupportAnnounced } from "./queue.ts";
import { isId, type StaffAction } from "./turn.ts";
import { pairAnew } from "./whatsapp.ts";
import { whatsappSwitch } from "./whatsapp-switch.ts";

/** *Retry* under a message that was not delivered. */
const retry: StaffAction = async (turn, delivery) => {
  const result = isId(delivery) ? await retryDelivery(turn.core, delivery, turn.person) : "nothing";
  await turn.replace(t(result === "queued" ? "vet-retrying" : "vet-handled"));
};

/**
 * Buttons by the first word of their data; the rest are its arguments. A button may be pressed twice, late, or after
 * the case has gone to somebody else: each looks at how things stand now.
 */
export const actions: Readonly<Record<string, StaffAction>> = {
  queue: (turn) => queue(turn, "replace"),
  duty: (turn, word) => duty(turn, word === "on"),
  take: takeAnnounced,
  grab,
  "take-support": takeSupportAnnounced,
  "grab-support": grabSupport,
  canned,
  answer: showCanned,
  say: sayCanned,
  answers,
  own,
  write,
  forget: askForget,
  forgotten,
  note,
  card,
  finish,
  decline,
  return: askReturn,
  returned,
  reopen: reopenCase,
  nothing,
  unsend: offerUnsend,
  unsent: takeBack,
  to: sendKept,
  drop: dropKept,
  retry,
  reviews: (turn) => reviews(turn),
  review: verdict,
  aside,
  uncertain,
  "money-list": moneyList,
  money,
  cash: (turn) => home(turn),
  "cash-invoices": invoices,
  "cash-take": confirmInvoice,
  "cash-confirm": confirmAny,
  "cash-refund": refund,
  "cash-odd": (turn) => oddList(turn),
  "cash-odd-back": giveBackOdd,
  "cash-odd-book": bookOdd,
  "cash-sent": sentBack,
  "cash-receipt": makeReceipt,
  "cash-say": sayByButton,
  "cash-back": back,
  "cash-drop": drop,
  "cash-on": goOn,
  "cash-yes": yes,
  "cash-requests": (turn) => requests(turn),
  "cash-decide": decideByButton,
  audit: auditTrail,
  pair: pairAnew,
  whatsapp: whatsappSwitch,
  language: speak,
};
