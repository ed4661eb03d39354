import { profileOf } from "../../core/accounts/profile.ts";
import { takeLink, type TakenLink } from "../../core/accounts/link/take.ts";
import { queue } from "../../core/messaging/outbox.ts";
import type { Core } from "../../core/platform/core.ts";
import type { SayButton } from "../dialog/dialog.ts";
import { isLocale, t, type Text } from "../texts.ts";
import { spoken } from "../voice.ts";
import { supportButton } from "./flows/buttons.ts";
import { asMessenger, messengerName, unlinkButton } from "./messengers.ts";
import { actionData, type OwnerCore } from "./turn.ts";

/** Why a code was not taken. Plain data. */
export type Refusal = Exclude<TakenLink, { kind: "joined" | "here" }>;

/**
 * Takes a code up. Taken, both messengers are told, and the turn goes on as the person that both are now: nothing more
 * may be said to the former one.
 *
 * @returns why it was not taken; undefined: it was
 */
export async function takeCode(owner: OwnerCore, typed: string): Promise<Refusal | undefined> {
  const { core, person, channel } = owner;
  const taken = await takeLink(core, person, channel, typed);
  switch (taken.kind) {
    case "joined":
      await tellBoth(owner, taken);
      owner.arrive?.({ person: taken.person, opens: taken.opens, unfinished: taken.unfinished });
      return undefined;
    case "here":
      owner.arrive?.({ person: taken.person, opens: taken.opens });
      return undefined;
    case "occupied":
      await tellOccupied(core, taken);
      return taken;
    case "own":
    case "used":
    case "expired":
    case "unknown":
    case "too_many":
    case "two_accounts":
      return taken;
  }
}

async function tellBoth(
  { core, channel }: OwnerCore,
  { person, from }: Extract<TakenLink, { kind: "joined" }>,
): Promise<void> {
  const here = asMessenger(channel);
  if (!here) throw new Error("a code was taken where no owners are");
  const name = (await profileOf(core, person))?.firstName;
  const known = name === undefined ? t("linked-here-new") : t("linked-here-known", { name });
  const menu = [[unlinkButton(here)]];
  await tell(core, person, from, t("linked-there", { messenger: messengerName(here) }), menu);
  await tell(core, person, here, t("linked-here", { messenger: messengerName(from), known }), menu);
}

/** The account hears that somebody wanted to take the place of a messenger that is linked. */
async function tellOccupied(
  core: Core,
  { channel, maker, from }: Extract<TakenLink, { kind: "occupied" }>,
): Promise<void> {
  const text = t("link-occupied-there", { messenger: messengerName(channel) });
  await tell(core, maker, from, text, [[unlinkButton(channel)]]);
}

/** Says something to a person in one of their messengers, in their language. */
export async function tell(
  core: Core,
  to: string,
  channel: OwnerCore["channel"],
  text: Text,
  buttons: readonly (readonly SayButton[])[],
): Promise<void> {
  const { locale } = await core.db.person.findUniqueOrThrow({ where: { id: to }, select: { locale: true } });
  const language = locale && isLocale(locale) ? locale : core.settings.defaultLocale;
  const { text: words, menu } = spoken(language, { text, menu: buttons });
  const content = { kind: "text", text: words } as const;
  await queue(core, { to, channel, operation: { op: "send", content, ...(menu && { menu }) } });
}

/** A refusal in words, with what can be done. `again`: another code may be typed at once. */
export function refused(refusal: Refusal): {
  readonly text: Text;
  readonly menu: readonly (readonly SayButton[])[];
  readonly again: boolean;
} {
  const support = [[supportButton]];
  const anew = [[{ label: t("link-type"), data: actionData("link") }], [supportButton]];
  switch (refusal.kind) {
    case "unknown":
      return refusal.left > 0
        ? { text: t("link-unknown", { left: refusal.left }), menu: anew, again: true }
        : { text: t("link-too-many"), menu: support, again: false };
    case "too_many":
      return { text: t("link-too-many"), menu: support, again: false };
    case "expired":
      return { text: t("link-expired"), menu: anew, again: true };
    case "used":
      return { text: t("link-used"), menu: anew, again: true };
    case "own":
      return { text: t("link-own"), menu: anew, again: true };
    case "two_accounts":
      return { text: t("link-two-accounts"), menu: support, again: false };
    case "occupied": {
      const text = t("link-occupied", { messenger: messengerName(refusal.channel) });
      return { text, menu: support, again: false };
    }
  }
}
