import { walks } from "./walk.ts";

// More of them are in tests/long.
walks([1]);
