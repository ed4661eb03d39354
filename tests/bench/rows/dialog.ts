import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { render, t } from "../../../bots/texts.ts";
import { ownerChat } from "../contenders/contender.ts";
import { startOurs, type Ours } from "../contenders/ours.ts";
import { figure, middle, written, type Measured, type Run } from "../report/measured.ts";
import { NO_PAST } from "../stage/clinic.ts";
import { said } from "../stage/crowd.ts";
import { withStage, type Stage } from "../stage/stage.ts";
import { monotonic, type Shown } from "../stage/telegram.ts";
import { clocks } from "../stage/work.ts";

const STEPS = 60;
const REACH = 2;
const LANGUAGE = render("en", t("profile-language"));
/** A round through the profile: "Language", "English", and one is where one was. Nothing of it is forgotten. */
const ROUND = [LANGUAGE, "English"] as const;

/** One dialog that goes on and on: the engine replays it from its beginning at each step. */
export const dialog = ({ short, say }: Run): Promise<Measured> =>
  withStage(async (stage) => {
    const people = short ? 2 : 12;
    const ours = await stage.add(startOurs(stage, "Pawline", NO_PAST));
    const walks: Step[][] = [];
    // The first one warms up.
    for (let person = 0; person <= people; person++) {
      const steps = await walk(stage, ours, person);
      if (person > 0) walks.push(steps);
      say(
        `person ${person}: ${[steps[0], steps.at(-1)].map((step) => written(step?.ms ?? 0)).join(" -> ")} ms`,
      );
    }
    const at = (name: string, unit: string, from: number, of: (step: Step) => number) =>
      figure(
        `${name}, ${from === 0 ? "first" : `${STEPS}th`} step`,
        unit,
        // The two kinds of step in a round differ: the mean of both.
        walks.map((steps) => mean(steps.slice(from, from + ROUND.length).map(of))),
      );
    const last = STEPS - ROUND.length;
    const first = at("answer", "ms", 0, ({ ms }) => ms);
    const sixtieth = at("answer", "ms", last, ({ ms }) => ms);
    const times = middle(sixtieth) / middle(first);
    return {
      row: "dialog",
      verdicts: [
        {
          what: `dialog step at ${STEPS} steps against step 1`,
          reach: `<= ${REACH}x`,
          value: `${written(times)}x`,
          met: times <= REACH,
        },
      ],
      figures: [
        first,
        sixtieth,
        ...[0, last].map((from) => at("its processors, node + Postgres", "ms", from, ({ cost }) => cost)),
      ],
      limits: [
        `From a press to the arrival of the next question; one person at a time, ${people} of them, each in one dialog of ${STEPS} answers.`,
        "A step replays all before it in memory, and reads and writes the dialog's log, which grows by a few hundred bytes a step; commits and round trips are the same at every step.",
      ],
    };
  });

interface Step {
  readonly ms: number;
  /** Processor time of the service and of Postgres; coarse, as Linux counts in hundredths of a second. */
  readonly cost: number;
}

async function walk(stage: Stage, ours: Ours, person: number): Promise<Step[]> {
  const steps: Step[] = [];
  const chat = ownerChat(person);
  const label = render("en", t("menu-profile"));
  const opening = monotonic();
  await ours.owners.post(person, { message: { ...said(chat, 900_000), text: label } });
  let shown = await showing(stage, ours, chat, { label: LANGUAGE, after: opening });
  for (let step = 0; step < STEPS; step++) {
    const data = buttonOf(shown, ROUND[step % 2] ?? LANGUAGE);
    const before = clocks(stage, ours);
    const since = monotonic();
    const { from, ...message } = said(chat, shown.id);
    await ours.owners.post(person, {
      callback_query: { id: String(since), from, message, chat_instance: "1", data },
    });
    shown = await showing(stage, ours, chat, { label: ROUND[(step + 1) % 2] ?? LANGUAGE, after: since });
    const after = clocks(stage, ours);
    const cost = (after.node + after.postgres - before.node - before.postgres) * 1000;
    steps.push({ ms: shown.at - since, cost });
  }
  return steps;
}

/** Longer than any answer; a bot that says nothing must not hold the bench for ever. */
const ANSWER_MS = 20_000;

/** Waits for the question that offers a button. */
async function showing(
  { api }: Stage,
  { token }: Ours,
  chat: number,
  { label, after }: { readonly label: string; readonly after: number },
): Promise<Shown> {
  while (monotonic() - after < ANSWER_MS) {
    const shown = (await api.shown(token.owner)).get(chat);
    if (shown && shown.at > after && buttonOf(shown, label) !== undefined) return shown;
    await pause(2);
  }
  throw new Error(`the bot offers no button ${label}`);
}

const inline = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string().optional() }))),
});

const buttonOf = ({ markup }: Shown, label: string): string | undefined =>
  inline
    .safeParse(markup)
    .data?.inline_keyboard.flat()
    .find(({ text }) => text.includes(label))?.callback_data;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
