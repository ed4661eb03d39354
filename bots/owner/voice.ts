import { render, t } from "../texts.ts";
import { localeOf, spoken, type Voice } from "../voice.ts";
import { ownerNotice } from "./notices/index.ts";
import { actionData } from "./turn.ts";

/** How the owner's bot speaks. */
export const ownerVoice: Voice = {
  frame({ author, about, conversation, offerSwitch, edited }, reader) {
    const locale = localeOf(reader);
    const header =
      about.kind === "support"
        ? t("frame-support", { author })
        : t("frame-case", { author, pet: about.pet, number: String(about.number) });
    const menu = offerSwitch
      ? [[{ label: render(locale, t("select-here")), data: actionData("select", conversation) }]]
      : undefined;
    return { header: render(locale, edited ? t("frame-edited", { header }) : header), ...(menu && { menu }) };
  },
  notice(notice, reader) {
    const locale = localeOf(reader);
    return spoken(locale, ownerNotice(notice, { locale, zone: reader.timeZone ?? "UTC" }));
  },
};
