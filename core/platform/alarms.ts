import type { Clock } from "./clock.ts";
import type { Topic } from "./wakeups.ts";

/** The longest delay that setTimeout takes, in milliseconds; a later alarm is looked at again by then. */
const MAX_DELAY = 2 ** 31 - 1;

interface Alarm {
  at: Date;
  timer: NodeJS.Timeout;
}

/** Calls `ring` when the clock shows a time: one alarm for each topic, the earliest. Follows a clock that jumps. */
export function alarms(clock: Clock, ring: (topic: Topic) => void) {
  const pending = new Map<Topic, Alarm>();

  function arm(topic: Topic, at: Date): void {
    const delay = Math.min(Math.max(at.getTime() - clock.now().getTime(), 0), MAX_DELAY);
    pending.set(topic, { at, timer: setTimeout(() => look(topic, at), delay) });
  }

  function look(topic: Topic, at: Date): void {
    if (clock.now() < at) return arm(topic, at);
    pending.delete(topic);
    ring(topic);
  }

  const unsubscribe = clock.onJump(() => {
    for (const [topic, { at, timer }] of pending) {
      clearTimeout(timer);
      look(topic, at);
    }
  });

  return {
    set: (topic: Topic, at: Date): void => {
      const earlier = pending.get(topic);
      if (earlier && earlier.at <= at) return;
      clearTimeout(earlier?.timer);
      arm(topic, at);
    },
    close: (): void => {
      unsubscribe();
      for (const { timer } of pending.values()) clearTimeout(timer);
      pending.clear();
    },
  };
}
