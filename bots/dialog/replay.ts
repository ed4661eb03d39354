import { ReplayEngine, type ReplayControls } from "@grammyjs/conversations";
import { z } from "zod";
import type { Input } from "./input.ts";
import type { Host, Mark, Port, View } from "./port.ts";
import { isMisfit, present, settle, type Engine, type Session } from "./session.ts";
import { dialogOver } from "./talk.ts";

/** The engine's log, and which of its interrupts waits for the next input. */
const logSchema = z.object({
  state: z.object({
    send: z.array(z.object({ payload: z.string() })),
    receive: z.array(z.object({ send: z.number(), returnValue: z.unknown() })),
  }),
  waiting: z.number(),
});

/** Why a replay was broken off: to go on from a mark, or because a task failed. */
type Break = { readonly to: Mark; readonly view?: View | undefined } | { readonly failure: unknown };

/** The engine for any channel: the replay engine of grammY's conversations, without grammY. */
export const replayEngine: Engine = async (flow, session, input, host) => {
  const kept = logSchema.safeParse(session.engine).data;
  const state = kept?.state ?? { send: [], receive: [] };
  const replay: { broken?: Break } = {};
  const { locale } = await host.person();
  const engine = new ReplayEngine((controls) =>
    flow(dialogOver(replayPort(controls, session, host, replay), locale, () => host.person())),
  );
  if (input && kept) ReplayEngine.supply(state, kept.waiting, input);
  for (;;) {
    const result = await engine.replay(state);
    switch (result.type) {
      case "returned":
        return undefined;
      case "thrown":
        throw result.error;
      case "interrupted": {
        const [waiting] = result.interrupts;
        if (waiting === undefined) throw new Error("A dialog waits for nothing");
        return { ...session, engine: { state, waiting } };
      }
      case "canceled": {
        const { broken } = replay;
        if (!broken) throw new Error("A replay was broken off for no reason");
        if ("failure" in broken) throw broken.failure;
        ReplayEngine.reset(state, broken.to);
        session.view = broken.view;
      }
    }
  }
};

function replayPort<Core>(
  controls: ReplayControls,
  session: Session,
  host: Host<Core>,
  replay: { broken?: Break },
): Port<Core> {
  const leave = (why: Break): Promise<never> => {
    replay.broken = why;
    return controls.cancel();
  };
  /** A deploy has changed the code under this dialog: drop the log from the first step that no longer fits. */
  async function fit<T>(operation: () => Promise<T>): Promise<T> {
    const to = controls.checkpoint();
    try {
      return await operation();
    } catch (error) {
      if (isMisfit(error)) return leave({ to });
      throw error;
    }
  }
  async function once<T>(step: string, task: () => Promise<T>) {
    const done = await fit(() => controls.action(() => settle(task), step));
    return "failure" in done ? leave(done) : done.value;
  }
  return {
    id: session.id,
    show: (step, out) => once(step, () => present(host, session, out)),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `supply` was given
    receive: (step) => fit(() => controls.interrupt(step) as Promise<Input>),
    run: (step, task) => once(step, () => task(host.core, `${session.id} ${step}`)),
    mark: () => controls.checkpoint(),
    rewind: (to, view) => leave({ to, view }),
    view: () => session.view,
  };
}
