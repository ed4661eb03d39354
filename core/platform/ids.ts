import { randomUUID } from "node:crypto";

/** Makes the id of a new thing: a UUID. Injected, so that a simulation can make its own. */
export type Ids = () => string;

/**
 * UUIDs of version 7 (RFC 9562) that ascend in the order this process made them: rows of one moment keep their order
 * where a query sorts by moment and id. They are no secrets: who made one can guess the time of the next.
 */
export const ascendingIds = (): Ids => {
  let last = { at: 0, count: 0 };
  return () => {
    const at = Math.max(Date.now(), last.at);
    // 12 bits count within a millisecond; when they are used up the time runs ahead.
    const count = at === last.at ? last.count + 1 : 0;
    last = count < 4096 ? { at, count } : { at: at + 1, count: 0 };
    const time = last.at.toString(16).padStart(12, "0");
    const versioned = (0x7000 | last.count).toString(16);
    // The variant and the random bits stand where a random UUID has them, too; Node makes those in advance.
    return `${time.slice(0, 8)}-${time.slice(8)}-${versioned}-${randomUUID().slice(19)}`;
  };
};
