import type { Dialog } from "./dialog.ts";
import type { Input } from "./input.ts";
import type { Host } from "./port.ts";
import { readSession, stored, type Engine, type Session } from "./session.ts";

/** Flows by name. What they take besides the dialog is kept as JSON. */
export type Flows<Core> = Readonly<Record<string, (dialog: Dialog<Core>, ...args: never[]) => Promise<void>>>;

type ArgsOf<F> = F extends (dialog: never, ...args: infer Args) => Promise<void> ? Args : never;

/** How a dialog stands after a turn. */
export type Progress = "waiting" | "ended";

/**
 * The flows of a bot over an engine. One person has one dialog at most; each call works inside the turn whose host it is
 * given, and throws when the turn must not be kept.
 */
export interface Dialogs<Core, F extends Flows<Core>> {
  /** The open dialog's flow, if one is open. */
  active(host: Host<Core>): Promise<(keyof F & string) | undefined>;
  /** Starts a flow in the place of whatever was open. */
  enter<N extends keyof F & string>(host: Host<Core>, name: N, ...args: ArgsOf<F[N]>): Promise<Progress>;
  /** Gives the open dialog an answer; `none` when no dialog is open, and then nothing was done. */
  answer(host: Host<Core>, input: Input): Promise<Progress | "none">;
  /** Drops the open dialog; tells whether there was one. */
  leave(host: Host<Core>): Promise<boolean>;
}

export function dialogsOver<Core, F extends Flows<Core>>(engine: Engine, flows: F): Dialogs<Core, F> {
  async function open(host: Host<Core>): Promise<(Session & { flow: keyof F & string }) | undefined> {
    const session = readSession(await host.load());
    return session && Object.hasOwn(flows, session.flow) ? session : undefined;
  }

  async function advance(host: Host<Core>, session: Session, input?: Input): Promise<Progress> {
    const flow = flows[session.flow];
    if (!flow) throw new Error(`No flow ${session.flow}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `enter` has checked them when they were stored
    const args = session.args as never[];
    const next = await engine<Core>((dialog) => flow(dialog, ...args), session, input, host);
    await (next ? host.save(next) : host.drop());
    return next ? "waiting" : "ended";
  }

  return {
    active: async (host) => (await open(host))?.flow,
    enter: (host, name, ...args) => advance(host, { flow: name, id: host.ids(), args: stored(args) }),
    async answer(host, input) {
      const session = await open(host);
      return session ? advance(host, session, input) : "none";
    },
    async leave(host) {
      const session = await open(host);
      await host.drop();
      return session !== undefined;
    },
  };
}
