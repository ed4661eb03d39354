import { whatsappStanding } from "../../core/messaging/whatsapp-state.ts";
import {
  startWhatsApp,
  stopWhatsApp,
  whatsappStop,
  whatsappWaiting,
  type WhatsAppStop,
} from "../../core/messaging/whatsapp-switch.ts";
import { lines, moment, plain, t, type Text } from "../texts.ts";
import type { NoticeView } from "../voice.ts";
import { forAdministrators } from "./admin.ts";
import { button, type StaffTurn } from "./turn.ts";

const stopIt = button(t("whatsapp-switch-stop"), "whatsapp", "stop");
const startIt = button(t("whatsapp-switch-start"), "whatsapp", "start");
export const openPage = button(t("whatsapp-switch-open"), "whatsapp");

/** /whatsapp: how it stands, and its switch. */
export const whatsappPage = forAdministrators(async (turn) => {
  const { text, menu = [] } = await page(turn);
  await turn.say(text, { menu });
});

/** The page's buttons. Off is asked for twice: nobody on WhatsApp is answered then. */
export const whatsappSwitch = forAdministrators(async (turn, word, sure) => {
  if (word === "start") return start(turn);
  if (word === "stop" && sure === "yes") return stop(turn);
  if (word === "stop" && !(await whatsappStop(turn.core)))
    return turn.replace(t("whatsapp-switch-sure"), {
      menu: [
        [button(t("whatsapp-switch-yes"), "whatsapp", "stop", "yes")],
        [button(t("whatsapp-switch-no"), "whatsapp")],
      ],
    });
  const { text, menu = [] } = await page(turn);
  await turn.replace(text, { menu });
});

async function page(turn: StaffTurn): Promise<NoticeView> {
  const { core } = turn;
  if (core.settings.whatsappDriver === undefined) return { text: t("whatsapp-switch-none") };
  const stop = await whatsappStop(core);
  const waiting = t("whatsapp-switch-waiting", { count: await whatsappWaiting(core) });
  if (stop) return { text: lines([...off(turn, stop), waiting]), menu: [[startIt]] };
  return { text: lines([await standing(turn), waiting]), menu: [[stopIt]] };
}

const off = ({ zone }: StaffTurn, { since, by, reason }: WhatsAppStop): Text[] => [
  t("whatsapp-switch-off", { since: moment(since.toISOString(), zone, "full"), by: who(by) }),
  ...why(reason),
];

/** Of Meta's service only Meta could tell. */
async function standing({ core, zone }: StaffTurn): Promise<Text> {
  const said = core.settings.whatsappDriver === "web" ? await whatsappStanding(core) : undefined;
  if (!said) return t("whatsapp-switch-on");
  return t("whatsapp-switch-standing", { kind: said.kind, at: moment(said.at.toISOString(), zone, "full") });
}

async function stop(turn: StaffTurn): Promise<void> {
  const stopped = await stopWhatsApp(turn.core, turn.person);
  const text =
    stopped.kind === "already"
      ? lines(off(turn, stopped.stop))
      : lines([t("whatsapp-switch-stopped"), t("whatsapp-switch-stopped-next")]);
  await turn.replace(text, { menu: [[startIt]] });
}

async function start(turn: StaffTurn): Promise<void> {
  const started = await startWhatsApp(turn.core, turn.person);
  const text =
    started.kind === "already"
      ? t("whatsapp-switch-on")
      : lines([t("whatsapp-switch-started"), t("whatsapp-switch-sent", { count: started.waiting })]);
  await turn.replace(text, { menu: [[openPage]] });
}

/** What the other administrators are told of the switch. */
export const stoppedView = (by: string | null, reason: string | null): NoticeView => ({
  text: lines([
    t("whatsapp-switch-told-off", { by: who(by) }),
    ...why(reason),
    t("whatsapp-switch-stopped-next"),
  ]),
  menu: [[openPage]],
});

export const startedView = (by: string | null, waiting: number): NoticeView => ({
  text: lines([t("whatsapp-switch-told-on", { by: who(by) }), t("whatsapp-switch-sent", { count: waiting })]),
});

const who = (name: string | null): Text => (name === null ? t("whatsapp-switch-shell") : plain(name));

const why = (reason: string | null): Text[] =>
  reason === null ? [] : [t("whatsapp-switch-why", { reason: plain(reason) })];
