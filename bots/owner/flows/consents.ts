import { consentsNeeded, recordConsent, type ConsentNeeded } from "../../../core/accounts/consents.ts";
import { legalText, type LegalKind } from "../../../core/catalog/legal.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { lines, t, type Text } from "../../texts.ts";
import { sayWithMenu } from "../menu.ts";
import { actionData, type OwnerCore } from "../turn.ts";
import { supportButton } from "./buttons.ts";
import { sayLegalText } from "./legal.ts";

/** Asks about the texts that have changed, before anything else goes on. */
export async function consents(dialog: Dialog<OwnerCore>): Promise<void> {
  if (!(await askConsents(dialog))) return;
  const { locale } = await dialog.person();
  await dialog.do("consents-done", (owner) => sayWithMenu(owner, locale, t("consents-done")));
}

/** Asks for each consent that is needed, apart. False: a required one was refused, and it was said what remains. */
export async function askConsents(dialog: Dialog<OwnerCore>): Promise<boolean> {
  for (;;) {
    const needed = await dialog.read("consents-needed", ({ core, person }) => consentsNeeded(core, person));
    const [next] = needed;
    if (!next) return true;
    if (await askConsent(dialog, next)) continue;
    await dialog.say(t("consents-refused"), {
      menu: [
        [{ label: t("consents-again"), data: actionData("consents") }],
        [supportButton],
        [{ label: t("my-data"), data: actionData("my-data") }],
      ],
    });
    return false;
  }
}

/** One consent: agreed to, or refused as often as it may be. False: the person gives up on a required one. */
async function askConsent(dialog: Dialog<OwnerCore>, needed: ConsentNeeded): Promise<boolean> {
  const { kind, required, changed } = needed;
  const ask = t(`consent-${kind}`);
  const first = changed ? lines([t("consent-changed"), ask], "\n\n") : ask;
  const given = await answer(dialog, first, kind, t(required ? "consent-refuse" : "consent-no"));
  await record(dialog, needed, given);
  if (given || !required) return true;
  const second = t("consent-required", { why: t(`consent-why-${kind}`) });
  if (!(await answer(dialog, second, kind, t("consent-leave")))) return false;
  await record(dialog, needed, true);
  return true;
}

/** Notes the answer; one to a text that has changed meanwhile is dropped, and the new text is asked about. */
async function record(
  dialog: Dialog<OwnerCore>,
  { kind, version }: Pick<ConsentNeeded, "kind" | "version">,
  given: boolean,
): Promise<void> {
  const { locale } = await dialog.person();
  await dialog.do(`record-${kind}`, async ({ core, person, channel, messageId = "" }) => {
    const text = await legalText(core, kind, locale);
    if (text?.version !== version) return;
    await recordConsent(core, { person, kind, version, locale: text.locale, given, channel, messageId });
  });
}

/** Yes or no to a text, which may be read first as often as one likes. */
async function answer(
  dialog: Dialog<OwnerCore>,
  question: Text,
  kind: LegalKind,
  no: Text,
): Promise<boolean> {
  for (let text = question; ; text = t("consent-read", { title: t(`legal-${kind}`) })) {
    const said = await dialog.choose(text, [
      { value: "yes", label: t("consent-agree") },
      { value: "read", label: t("legal-read") },
      { value: "no", label: no },
    ]);
    if (said !== "read") return said === "yes";
    await sayLegalText(dialog, kind);
  }
}
