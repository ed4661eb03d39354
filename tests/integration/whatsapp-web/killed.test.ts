import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { treeOf } from "../../../bots/whatsapp/web/orphans.ts";
import { write } from "../../../sandbox/whatsapp/people.ts";
import { startRig, until, type Rig } from "./rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
});

afterAll(() => rig.close());

const VICTIM = fileURLToPath(new URL("victim.ts", import.meta.url));

/** One that has ended and that nobody has asked about does not live. */
const lives = async (pid: number): Promise<boolean> => (await treeOf(pid)).length > 0;

it("loses nothing and repeats nothing when our process is killed, and ends the browser that it left", async () => {
  const inbox = join(rig.dataDir, "inbox");
  const victim = fork(VICTIM, [rig.dataDir, inbox, ...rig.page.browserArgs], {
    execArgv: ["--import", "tsx"],
  });
  let browser = 0;
  let took = false;
  victim.on("message", (message: { kind?: string; browser?: number; took?: boolean }) => {
    if (message.kind === "ready") browser = message.browser ?? 0;
    if (message.took === true) took = true;
  });
  await until(() => browser > 0);
  const anna = rig.person();
  const say = (text: string) => write(rig.hub, anna.chat, { kind: "text", text }).id;
  const first = say("committed");
  await rig.settled();
  const second = say("uncommitted");
  await until(() => took);

  victim.kill("SIGKILL");
  await once(victim, "exit");
  expect(await lives(browser)).toBe(true);
  const third = say("while nobody was there");

  rig.web.start();
  await rig.settled();
  await rig.reaches("ready");
  expect(await lives(browser)).toBe(false);
  const before = readFileSync(inbox, "utf8").trim().split("\n");
  const keys = [...new Set([...before, ...rig.inbox.told.keys()])];
  expect(keys.map((key) => key.split("_")[2])).toEqual([first, second, third]);
  expect(before).toHaveLength(1);
});
