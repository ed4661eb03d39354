import { CODE_MINUTES, makeLink } from "../../core/accounts/link/make.ts";
import { isOwnerChannel, otherMessenger, type OwnerChannel } from "../../core/accounts/link/messengers.ts";
import { written } from "../../core/accounts/link/code.ts";
import type { Core } from "../../core/platform/core.ts";
import type { SayButton } from "../dialog/dialog.ts";
import { render, renderAll, t, type Locale, type Text } from "../texts.ts";
import { actionData, type OwnerCore } from "./turn.ts";

/** What people call a messenger: each channel's own texts say it. */
export const messengerName = (channel: OwnerChannel): Text => t(`messenger-${channel}`);

/** The name of the person's other messenger; undefined: there is none to go to. */
export function otherName({ core, channel }: Pick<OwnerCore, "core" | "channel">): Text | undefined {
  const other = otherMessenger(core, channel);
  return other && messengerName(other);
}

/** Buttons to the other messenger, where there is one. `opens`: what is to be open there, as a button's data. */
export function goButtons(owner: Pick<OwnerCore, "core" | "channel">, opens?: string): SayButton[] {
  const messenger = otherName(owner);
  const data = opens === undefined ? actionData("go") : actionData("go", opens);
  return messenger === undefined ? [] : [{ label: t("go-to", { messenger }), data }];
}

/** Buttons as a row of their own; none where there are none. */
export const rowOf = (buttons: SayButton[]): SayButton[][] => (buttons.length > 0 ? [buttons] : []);

/** How to go on in the other messenger: a link, and the code in it for who takes another device. */
export interface Way {
  readonly text: Text;
  readonly menu: readonly (readonly SayButton[])[];
}

/** Makes a code and says where it leads; undefined: there is no other messenger. */
export async function wayThere(
  { core, person, channel }: Pick<OwnerCore, "core" | "person" | "channel">,
  locale: Locale,
  opens?: string,
): Promise<Way | undefined> {
  const other = otherMessenger(core, channel);
  if (!other) return undefined;
  const { code } = await makeLink(core, person, channel, opens);
  const messenger = messengerName(other);
  return {
    text: t("go-here-is", { messenger, code: written(code), minutes: String(CODE_MINUTES) }),
    menu: [[{ label: t("go-open", { messenger }), url: deepLink(core, other, locale, code) }]],
  };
}

/** An address that opens our chat in a messenger with the code in hand. */
function deepLink({ settings }: Core, channel: OwnerChannel, locale: Locale, code: string): string {
  if (channel === "telegram") return `https://t.me/${settings.ownerBot}?start=${PREFIX}${code}`;
  const words = render(locale, t("go-words", { code: written(code) }));
  return `https://wa.me/${settings.whatsappNumber ?? ""}?text=${encodeURIComponent(words)}`;
}

/** Tells a code from other start parameters, which may have only letters, digits, _ and -. */
const PREFIX = "go_";

/** The code in the parameter of a start command. */
export const codeInStart = (payload: string): string | undefined =>
  payload.startsWith(PREFIX) ? payload.slice(PREFIX.length) : undefined;

/** The code in our own words, which the link has written for the person. Blanks and dashes may have changed on the way. */
export function codeInWords(text: string): string | undefined {
  const [, code] = /\s(\S{4}[-\s]?\S{4})\W*$/u.exec(text.slice(0, 200)) ?? [];
  if (code === undefined) return undefined;
  return renderAll(t("go-words", { code })).some((words) => plain(words) === plain(text)) ? code : undefined;
}

/** Leads to the question whether a messenger shall be taken off the account. */
export const unlinkButton = (channel: OwnerChannel): SayButton => ({
  label: t("unlink", { messenger: messengerName(channel) }),
  data: actionData("unlink", channel),
});

const plain = (words: string): string => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** The messengers of which one is meant by a button's data. */
export const asMessenger = (carried: string | undefined): OwnerChannel | undefined =>
  carried !== undefined && isOwnerChannel(carried) ? carried : undefined;
