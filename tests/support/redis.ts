import { randomUUID } from "node:crypto";
import { inject } from "vitest";

/**
 * A real Redis, shared by all test files, or `null`: then tests that need it are left out, and the run says so.
 *
 *     describe.runIf(redis)("…", () => { … });
 */
export const redis = inject("redis");

/** In front of the keys of one test, so that tests that share the Redis do not meet. */
export const redisPrefix = (): string => `test-${randomUUID()}`;
