import { messengersOf } from "../../../core/accounts/link/messengers.ts";
import { t } from "../../texts.ts";
import { show } from "../screens/screen.ts";
import { asMessenger, messengerName, wayThere } from "../messengers.ts";
import { actionData, type Action, type Actions } from "../turn.ts";
import { unlinkAndTell } from "../unlink.ts";
import { isId } from "./is-id.ts";

/** *Go on in the other messenger*: a link that opens there what is open here, or what the button stood under. */
export const go: Action = async (turn, name, id = "") => {
  const opens =
    name === "case" && isId(id)
      ? actionData("case", id)
      : name === "support"
        ? actionData("support")
        : undefined;
  const way = await wayThere(turn, turn.locale, opens);
  await (way ? show(turn, way) : turn.say(t("go-nowhere")));
};

/** *Unlink*: asks first. */
const ask: Action = async (turn, which) => {
  const channel = asMessenger(which);
  const linked = await messengersOf(turn.core, turn.person);
  if (!channel || !linked.includes(channel)) return turn.say(t("unlink-not-linked"));
  if (linked.length < 2) return turn.say(t("unlink-last"));
  const messenger = messengerName(channel);
  await show(turn, {
    text: t("unlink-sure", { messenger }),
    menu: [
      [{ label: t("unlink-yes", { messenger }), data: actionData("unlinked", channel) }],
      [{ label: t("unlink-no"), data: actionData("stays-linked") }],
    ],
  });
};

/** The yes to that. What is said about it is said by then to whom it concerns. */
const unlink: Action = async (turn, which) => {
  const channel = asMessenger(which);
  if (!channel) return turn.say(t("old-button"));
  const result = await unlinkAndTell(turn, turn.locale, channel);
  if (result === "last") return turn.say(t("unlink-last"));
  if (result === "not_linked") return turn.say(t("unlink-not-linked"));
};

const stays: Action = (turn) => turn.replace(t("unlink-kept"));

export const goActions: Actions = { go, unlink: ask, unlinked: unlink, "stays-linked": stays };
