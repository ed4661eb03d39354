import type { ConsultationState } from "../../../prisma/generated/enums.ts";
import type { CaseClock } from "../../../core/consultations/owner-cases.ts";
import { deadlineOf } from "../../../core/consultations/states.ts";
import { moment, t, type Text } from "../../texts.ts";

/** How a consultation stands, in two or three words. */
export const stateText = (state: ConsultationState): Text => t(`state-${state}`);

/** What an owner sees of the clock of a consultation, at the moment `now`. */
export function clockText(clock: CaseClock, zone: string, now: Date): Text {
  const at = (moments: Date, style: "time" | "full") => moment(moments.toISOString(), zone, style);
  switch (clock.kind) {
    case "scheduled":
      return t("clock-scheduled", {
        start: at(clock.startsAt, "full"),
        deadline: at(deadlineOf(clock.startsAt), "time"),
      });
    case "running": {
      const left = Math.ceil((clock.deadline.getTime() - now.getTime()) / 60_000);
      if (left <= 0) return t("clock-over");
      const args = { deadline: at(clock.deadline, "time"), left };
      return clock.taken ? t("clock-taken", args) : t("clock-waiting", args);
    }
    case "answered":
      return t("clock-answered", { closes: at(clock.closesAt, "full") });
    case "over":
      return t(`clock-${clock.state}`, { day: at(clock.at, "full") });
  }
}
