import { environmentOf, findRedis } from "./redis-binary.ts";
import { spawnSync } from "node:child_process";

/** Makes sure that the tests will find a Redis, and says which; fails when there is none to be had. */
const binary = await findRedis();
if (!binary) throw new Error("No Redis: neither on the PATH nor as a package of Debian");
spawnSync(binary.command, ["--version"], { env: environmentOf(binary), stdio: "inherit" });
