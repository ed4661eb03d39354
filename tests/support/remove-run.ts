import { argv, stdin } from "node:process";
import { removeRun } from "./run-folder.ts";

/** Waits until the test run that started this process is over, then removes what it left. */
stdin.resume();
stdin.once("end", () => {
  const [, , run] = argv;
  if (run) void removeRun(run);
});
