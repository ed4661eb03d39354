import { hearers } from "../../../core/consultations/duty.ts";
import { clinicInfo } from "../../../core/catalog/clinic.ts";
import { opensAt } from "../../../core/catalog/hours.ts";
import type { SayButton } from "../../dialog/dialog.ts";
import { lines, moment, t, type Text } from "../../texts.ts";
import { supportButton } from "../flows/buttons.ts";
import { goButtons, rowOf } from "../messengers.ts";
import { openChats } from "../open-chats.ts";
import { actionData } from "../turn.ts";
import type { Screen, Viewer } from "./screen.ts";

/** What people come to support with most, and can often mend themselves. */
export const helpTopics = ["payment", "activation", "delivery"] as const;
export type HelpTopic = (typeof helpTopics)[number];

/**
 * The support chat has been opened: whether somebody is there, what may help meanwhile, and the way back to a vet.
 * `sent`: messages that had waited and went there just now.
 */
export async function supportScreen(viewer: Viewer, sent: number): Promise<Screen> {
  const chats = await openChats(viewer.core, viewer.person);
  const head = sent > 0 ? t("support-sent", { sent }) : t("support-open");
  const help = helpTopics.map((topic): SayButton[] => [
    { label: t(`help-${topic}-label`), data: actionData("help", topic) },
  ]);
  const back = chats.map(({ id, label }): SayButton[] => [
    { label: t("support-back-to", { chat: label }), data: actionData("select", id) },
  ]);
  return {
    text: lines([head, await whenAnswered(viewer), t("support-meanwhile")], "\n\n"),
    menu: [
      ...help,
      ...back,
      ...rowOf(goButtons(viewer, actionData("support"))),
      [{ label: t("support-leave"), data: actionData("support-close") }],
    ],
  };
}

async function whenAnswered({ core, zone }: Viewer): Promise<Text> {
  if ((await hearers(core, "operator", "administrator")).length > 0) return t("support-on-duty");
  const clinic = await clinicInfo(core);
  const opens = clinic && opensAt(clinic.hours, clinic.timeZone, core.clock.now());
  return opens
    ? t("support-closed-until", { at: moment(opens.toISOString(), zone, "full") })
    : t("support-nobody-now");
}

/** Advice on a topic, and where to go if it does not help. */
export function helpScreen(topic: HelpTopic): Screen {
  const lead: Record<HelpTopic, SayButton> = {
    payment: { label: t("help-to-catalog"), data: actionData("catalog") },
    activation: { label: t("help-to-services"), data: actionData("services") },
    delivery: { label: t("help-to-chats"), data: actionData("chats") },
  };
  return { text: t(`help-${topic}`), menu: [[lead[topic]], [supportButton]] };
}
