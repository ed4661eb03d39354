import { render, t } from "../texts.ts";
import { localeOf, spoken, type Voice } from "../voice.ts";
import { chatName, fullName } from "./names.ts";
import { staffNotice } from "./notices.ts";

/** How the staff's bot speaks. Where a topic says whose message it is, nothing stands above it. */
export const staffVoice: Voice = {
  frame({ author, about }, reader, topic) {
    if (topic) return {};
    if (about.kind === "consultation") return { header: fullName({ ...about, owner: author }) };
    return { header: render(localeOf(reader), t("vet-chat-with", { name: chatName(author || null) })) };
  },
  notice(notice, reader) {
    const locale = localeOf(reader);
    return spoken(locale, staffNotice(notice, { locale, zone: reader.timeZone ?? "UTC" }));
  },
};
