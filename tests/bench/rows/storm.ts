import { vetChat, vetOf } from "../contenders/contender.ts";
import { startOurs } from "../contenders/ours.ts";
import { figure, middle, written, type Measured, type Run } from "../report/measured.ts";
import { quantile } from "../report/stats.ts";
import { NO_PAST } from "../stage/clinic.ts";
import { trips, writeAtPace } from "../stage/pace.ts";
import { withStage } from "../stage/stage.ts";
import { LATENCY_MS } from "./hand-off.ts";

/** The vet whose every message is answered by a 429, and for how many seconds each. */
const STRUCK = 0;
const RETRY_AFTER = 2;
const REACH = 1.2;

/** One recipient whom Telegram lets wait, while what is for that one goes on coming: what the others notice. */
export const storm = ({ short, say }: Run): Promise<Measured> =>
  withStage(async (stage) => {
    const rounds = short ? 2 : 4;
    const ours = await stage.add(startOurs(stage, "Pawline", NO_PAST));
    await stage.api.latency(LATENCY_MS);
    const pace = { perSecond: 100, ms: short ? 3_000 : 12_000 };
    const runs = { quiet: [] as number[][], storm: [] as number[][] };
    let harmed = 0;
    await trips(ours, await writeAtPace(ours.owners, { ...pace, ms: 3_000 }));
    for (let round = 1; round <= rounds; round++)
      for (const weather of ["quiet", "storm"] as const) {
        const refusal = { token: ours.token.staff, chat: vetChat(STRUCK) };
        if (weather === "storm") await stage.api.refuse({ ...refusal, retryAfter: RETRY_AFTER });
        const posted = await writeAtPace(ours.owners, pace);
        await stage.api.refuse({ ...refusal, retryAfter: null });
        const came = await trips(ours, posted);
        harmed += posted.size - came.arrived + came.doubled + came.disordered;
        const others = came.trips.flatMap(({ person, ms }) => (vetOf(person) === STRUCK ? [] : ms));
        runs[weather].push(others);
        say(`round ${round}, ${weather}: others' p99 ${written(quantile(others, 0.99))} ms`);
      }
    const figures = (["quiet", "storm"] as const).flatMap((weather) =>
      [0.5, 0.99].map((share) =>
        figure(
          `others in the ${weather === "storm" ? "storm" : "quiet run"}, p${share * 100}`,
          "ms",
          runs[weather].map((others) => quantile(others, share)),
        ),
      ),
    );
    const [, quiet, , stormy] = figures;
    if (!quiet || !stormy) throw new Error("no figure");
    const times = middle(stormy) / middle(quiet);
    return {
      row: "storm",
      verdicts: [
        {
          what: "one recipient in a 429 storm",
          reach: "others' p99 within 20 % of the quiet run",
          value: `${written((times - 1) * 100)} %; ${harmed === 0 ? "afterwards all of it arrived, in order" : `${harmed} lost, double or out of order`}`,
          met: times <= REACH && harmed === 0,
        },
      ],
      figures,
      limits: [
        `A vet's chat answers 429, retry after ${RETRY_AFTER} s, to all that is sent; a twentieth of ${pace.perSecond} messages/s is for it. Quiet and stormy runs alternate.`,
        "p99 of some 1,100 messages is the twelfth worst: two quiet runs differ by some percent too, as their spread shows.",
      ],
    };
  });
