import { useEffect, useState } from "preact/hooks";
import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useStore } from "../base/store.js";
import { exactTime, offsetParts, shortDay } from "../base/time.js";
import { useTexts } from "../base/texts.js";
import { moveClock } from "../data/api.js";
import { sandboxNow, world } from "../data/world.js";
import { Popover } from "../ui/popover.js";
import { attempt } from "../ui/problem.js";

const MINUTE = 60_000;

/** The steps that the rules of the service are made of: a minute, a reminder, a session, a day. */
const STEPS = [
  { id: "clock-1-min", ms: MINUTE },
  { id: "clock-10-min", ms: 10 * MINUTE },
  { id: "clock-30-min", ms: 30 * MINUTE },
  { id: "clock-1-day", ms: 1440 * MINUTE },
];

const advance = (ms) => void attempt(() => moveClock({ advance: ms }));

/** Renders again every second of the sandbox. */
function useNow() {
  const { offset } = useStore(world);
  const [now, setNow] = useState(sandboxNow());
  useEffect(() => {
    const tick = () => setNow(sandboxNow());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [offset]);
  return { now, offset };
}

function offsetWords(t, ms) {
  const { sign, days, hours, minutes } = offsetParts(ms);
  const parts = [
    days && t("days", { count: days }),
    hours && t("hours", { count: hours }),
    minutes && t("minutes", { count: minutes }),
  ];
  return `${sign}${parts.filter(Boolean).slice(0, 2).join(" ")}`;
}

/** The value of a `datetime-local` field, in this browser's zone. */
const localValue = (ms) =>
  new Date(ms - new Date(ms).getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);

function Custom({ now, close }) {
  const t = useTexts();
  const [minutes, setMinutes] = useState("5");
  const [moment, setMoment] = useState(localValue(now));
  const then = (wish) => {
    close();
    void attempt(() => moveClock(wish));
  };
  return html`<form
      class="clock-form"
      onSubmit=${(event) => {
        event.preventDefault();
        if (Number.isFinite(Number(minutes))) then({ advance: Math.round(Number(minutes) * MINUTE) });
      }}
    >
      <label class="field"
        ><span>${t("clock-custom")}</span
        ><input
          type="number"
          step="1"
          value=${minutes}
          onInput=${(event) => setMinutes(event.currentTarget.value)}
      /></label>
      <button class="button" type="submit">${t("clock-move")}</button>
    </form>
    <form
      class="clock-form"
      onSubmit=${(event) => {
        event.preventDefault();
        const date = new Date(moment);
        if (!Number.isNaN(date.getTime())) then({ set: date.toISOString() });
      }}
    >
      <label class="field"
        ><span>${t("clock-set")}</span
        ><input
          type="datetime-local"
          value=${moment}
          onInput=${(event) => setMoment(event.currentTarget.value)}
      /></label>
      <button class="button" type="submit">${t("clock-move")}</button>
    </form>`;
}

/** The one clock of the sandbox, and how to move it. */
export function Clock() {
  const t = useTexts();
  const { now, offset } = useNow();
  const moved = Math.abs(offset) >= MINUTE / 2;
  return html`<div class="clock" role="group" aria-label=${t("clock")}>
    <${Popover}
      label=${t("clock")}
      kind="panel"
      class="clock-panel"
      triggerClass="button clock-face"
      trigger=${html`<${Icon} name="clock" size="18" /><time
          ><span class="wide">${shortDay(now)}, </span>${exactTime(now)}</time
        >${moved && html`<span class="offset">${offsetWords(t, offset)}</span>`}<${Icon}
          name="chevron"
          size="16"
        />`}
    >
      ${(close) => html`
        <div class="quick">
          ${STEPS.map(
            ({ id, ms }) =>
              html`<button type="button" class="button" onClick=${() => advance(ms)}>${t(id)}</button>`,
          )}
        </div>
        <${Custom} now=${now} close=${close} />
        <button
          type="button"
          class="button"
          disabled=${!moved}
          onClick=${() => {
            close();
            void attempt(() => moveClock({ reset: true }));
          }}
        >
          ${t("clock-real")}
        </button>
      `}
    <//>
    <div class="segmented steps">
      ${STEPS.map(({ id, ms }) => html`<button type="button" onClick=${() => advance(ms)}>${t(id)}</button>`)}
    </div>
  </div>`;
}
