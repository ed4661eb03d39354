import { readCode } from "../../../core/accounts/link/code.ts";
import { otherMessenger } from "../../../core/accounts/link/messengers.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import { t } from "../../texts.ts";
import { refused, takeCode } from "../link.ts";
import { messengerName } from "../messengers.ts";
import type { OwnerCore } from "../turn.ts";
import { supportButton } from "./buttons.ts";

/** The messenger in which the person may have an account already; undefined: there is no other. */
export async function elsewhere(dialog: Dialog<OwnerCore>) {
  const other = await dialog.read("other-messenger", ({ core, channel }) =>
    Promise.resolve(otherMessenger(core, channel) ?? null),
  );
  return other ?? undefined;
}

/**
 * "I already have an account": asks for the code that the other messenger gives. Nothing may follow it in a flow: with
 * the right code the person is another one, and goes on as that (bots/owner/arrive.ts).
 */
export async function link(dialog: Dialog<OwnerCore>): Promise<void> {
  const other = await elsewhere(dialog);
  if (!other) return dialog.say(t("go-nowhere"), { menu: [[supportButton]] });
  for (let question = t("link-ask", { messenger: messengerName(other) }); ;) {
    const code = await dialog.ask(question, (words) => readCode(words) ?? reject(t("link-shape")), {
      skip: t("link-without"),
    });
    if (code === undefined) return dialog.say(t("account-without"));
    const refusal = await dialog.do("take-code", async (owner) => (await takeCode(owner, code)) ?? null);
    if (!refusal) return;
    const { text, menu, again } = refused(refusal);
    if (!again) return dialog.say(text, { menu });
    question = text;
  }
}
