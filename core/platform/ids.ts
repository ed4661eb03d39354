import { randomUUID } from "node:crypto";

/** Makes the id of a new thing: a UUID. Injected, so that a simulation can make its own. */
export type Ids = () => string;

export const randomIds: Ids = randomUUID;
