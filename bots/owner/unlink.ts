import { unlink } from "../../core/accounts/link/unlink.ts";
import type { OwnerChannel } from "../../core/accounts/link/messengers.ts";
import { queue } from "../../core/messaging/outbox.ts";
import { render, t, type Locale } from "../texts.ts";
import { tell } from "./link.ts";
import { messengerName } from "./messengers.ts";
import type { OwnerCore } from "./turn.ts";

/**
 * Takes a messenger off the account and tells both sides; the one that is taken off knows nothing from then on, so that
 * nothing more may be said there. Returns why not, in a word: it is the last one, or not linked (any more).
 */
export async function unlinkAndTell(
  { core, person }: OwnerCore,
  locale: Locale,
  channel: OwnerChannel,
): Promise<"unlinked" | "last" | "not_linked"> {
  const result = await unlink(core, person, channel);
  if (result.kind !== "unlinked") return result.kind;
  await tell(core, person, result.stays, t("unlinked", { messenger: messengerName(channel) }), []);
  const text = render(locale, t("unlinked-here", { messenger: messengerName(result.stays) }));
  const content = { kind: "text", text } as const;
  await queue(core, {
    to: result.successor,
    channel,
    operation: { op: "send", content, keyboard: "remove" },
  });
  return "unlinked";
}
