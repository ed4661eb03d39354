import { awaitNothingBeside } from "../../core/consultations/desk.ts";
import { t } from "../texts.ts";
import { asideList, reviews, uncertainList } from "./admin.ts";
import { answersList } from "./answers.ts";
import { cases } from "./cases.ts";
import { auditTrail } from "./cashier/audit.ts";
import { home } from "./cashier/home.ts";
import { requests } from "./cashier/requests.ts";
import { unsend } from "./corrections.ts";
import { language } from "./language.ts";
import { help, keyboard } from "./menu.ts";
import { moneyList } from "./money.ts";
import { queue } from "./queue.ts";
import type { StaffTurn } from "./turn.ts";
import { whatsappPage } from "./whatsapp-switch.ts";

/** What a slash does, wherever it is written. `payload` is what follows the command. /start: join.ts. */
export const commands: Readonly<Record<string, (turn: StaffTurn, payload: string) => Promise<void>>> = {
  queue: (turn) => queue(turn, "say"),
  cases,
  answers: (turn) => answersList(turn),
  unsend,
  help,
  menu: (turn) => turn.say(t("vet-menu-here"), { keyboard: keyboard(turn) }),
  language,
  async cancel(turn) {
    const { count } = await turn.core.db.desk.updateMany({
      where: { staffId: turn.person, awaiting: { not: null } },
      data: { awaiting: null },
    });
    const beside = await awaitNothingBeside(turn.core, turn.person);
    await turn.say(t(count > 0 || beside ? "vet-nothing" : "vet-nothing-to-cancel"), {
      keyboard: keyboard(turn),
    });
  },
  reviews: (turn) => reviews(turn),
  aside: (turn) => asideList(turn),
  uncertain: (turn) => uncertainList(turn),
  money: (turn) => moneyList(turn),
  cashier: (turn) => home(turn),
  requests: (turn) => requests(turn),
  audit: (turn) => auditTrail(turn),
  whatsapp: (turn) => whatsappPage(turn),
};
