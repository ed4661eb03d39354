import type { Api } from "grammy";

type Signal = NonNullable<Parameters<Api["getMe"]>[0]>;

/** grammY names the type of another package's signal; Node's own does the same. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const grammySignal = (signal: AbortSignal): Signal => signal as unknown as Signal;
