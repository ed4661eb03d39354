import { ReplayEngine, type ReplayControls, type ReplayState } from "@grammyjs/conversations";
import type { Input } from "./input.ts";
import type { Log } from "./log.ts";
import type { Host, Mark, Port, View } from "./port.ts";
import { isMisfit, present, settle, type Ended, type Engine, type Session } from "./session.ts";
import { dialogOver } from "./talk.ts";

/** What the engine keeps of a step: what `supply` was given, or how a task ended. */
type Result = { readonly input: Input } | Ended<unknown>;

/** The log in the engine's own form, and which of its interrupts waits. */
function unpacked(log: Log | undefined): { readonly state: ReplayState; readonly waiting: number } {
  const { past, waits } = log ?? { past: [], waits: undefined };
  const send = past.map(({ step }) => ({ payload: step }));
  return {
    state: {
      send: waits === undefined ? send : [...send, { payload: waits }],
      receive: past.map((done, index) => ({ send: index, returnValue: done })),
    },
    waiting: past.length,
  };
}

/** Steps follow one another: each has its result before the next begins, and the last one waits. */
function packed({ send, receive }: ReplayState, waiting: number): Log {
  const stepAt = (index: number) => {
    const payload: unknown = send[index]?.payload;
    if (typeof payload !== "string") throw new Error("A dialog's log has a step without a name");
    return payload;
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `once` and `supply` put there
    past: receive.map(({ send, returnValue }) => ({ ...(returnValue as Result), step: stepAt(send) })),
    waits: stepAt(waiting),
  };
}

/** Why a replay was broken off: to go on from a mark, or because a task failed. */
type Break = { readonly to: Mark; readonly view?: View | undefined } | { readonly failure: unknown };

/** The engine for any channel: the replay engine of grammY's conversations, without grammY. */
export const replayEngine: Engine = async (flow, session, input, host) => {
  const { state, waiting } = unpacked(session.log);
  const replay: { broken?: Break } = {};
  const { locale } = await host.person();
  const engine = new ReplayEngine((controls) =>
    flow(dialogOver(replayPort(controls, session, host, replay), locale, () => host.person())),
  );
  if (input && session.log) ReplayEngine.supply(state, waiting, { input } satisfies Result);
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
        return { ...session, log: packed(state, waiting) };
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
    show: (step, draw) => once(step, () => present(host, session, draw())),
    receive: (step) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `supply` was given
      fit(async () => ((await controls.interrupt(step)) as { readonly input: Input }).input),
    run: (step, task) => once(step, () => task(host.core, `${session.id} ${step}`)),
    mark: () => controls.checkpoint(),
    rewind: (to, view) => leave({ to, view }),
    view: () => session.view,
  };
}
