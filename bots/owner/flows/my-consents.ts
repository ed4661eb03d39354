import { consentsOf, recordConsent, type ConsentGiven } from "../../../core/accounts/consents.ts";
import { consentTexts } from "../../../core/catalog/legal.ts";
import type { Dialog, Stored } from "../../dialog/dialog.ts";
import { moment, t, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { legal } from "./legal.ts";

/** What the owner agreed to and when; news may be had or stopped at any time, the rest goes with the account. */
export async function myConsents(dialog: Dialog<OwnerCore>): Promise<void> {
  const { locale, zone = "UTC" } = await dialog.person();
  const given = await dialog.read("consents", async ({ core, person }) => consentsOf(core, person));
  const asked = await dialog.read("consent-texts", async ({ core }) =>
    (await consentTexts(core, locale)).map(({ kind, version, required }) => ({ kind, version, required })),
  );
  const line = ({ kind, given, at }: Stored<ConsentGiven>): Text =>
    t("consents-line", {
      title: t(`legal-${kind}`),
      said: t(given ? "consents-given" : "consents-withheld"),
      day: moment(at, zone, "day"),
    });
  const list: Text = given.length === 0 ? t("consents-none") : { parts: given.map(line), separator: "\n" };
  const news = asked.find(({ kind }) => kind === "marketing");
  const agreed = given.some(({ kind, given }) => kind === "marketing" && given);
  const wish = await dialog.choose(t("consents-mine", { list }), [
    ...(news ? [{ value: "turn" as const, label: t(agreed ? "marketing-stop" : "marketing-start") }] : []),
    { value: "read", label: t("consents-read") },
  ]);
  if (wish === "read") return legal(dialog);
  if (!news) return;
  const { version } = news;
  await dialog.do("record-marketing", ({ core, person, channel, messageId = "" }) =>
    recordConsent(core, { person, kind: "marketing", version, locale, given: !agreed, channel, messageId }),
  );
  await dialog.say(t(agreed ? "marketing-stopped" : "marketing-started"));
}
