/** Something that runs only while it is wanted and the switch is on. */
interface Switched {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Runs it by a switch that others turn: `start` says that it is wanted, and each `obey` does what the switch says at that
 * moment. One look is taken after the other, so the last one counts.
 *
 * @param isOff rejects when nobody can tell: then all stays as it is
 */
export function obeying(switched: Switched, isOff: () => Promise<boolean>) {
  let wanted = false;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn(act: () => Promise<void>): Promise<void> {
    const turn = last.then(act, act);
    last = turn.catch(() => undefined);
    return turn;
  }

  const obey = () =>
    inTurn(async () => {
      if (!wanted) return;
      if (await isOff()) await switched.stop();
      else if (wanted) switched.start();
    });

  return {
    obey,
    start() {
      wanted = true;
      return obey();
    },
    /** Stops it, and it is not wanted any more. */
    end() {
      wanted = false;
      return inTurn(() => switched.stop());
    },
  };
}
