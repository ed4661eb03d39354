import { rm } from "node:fs/promises";
import { afterAll, afterEach, expect, it } from "vitest";
import { OWNER_BOT } from "../../../sandbox/bots.ts";
import { connect } from "../../../sandbox/control/client.ts";
import { freePort } from "../../../sandbox/postgres/ports.ts";
import { dataFolder, normalUser, npmRun, npmStart, processesOf, type Started } from "./npm-start.ts";

/** After the install, on a machine that has nothing else to do. */
const READY_MS = 15_000;

const running = new Set<Started>();
const folders: string[] = [];
afterEach(async () => {
  await Promise.all([...running].map((started) => started.interrupt()));
  running.clear();
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function place(user?: ReturnType<typeof normalUser>): Promise<Record<string, string>> {
  const folder = await dataFolder(user);
  folders.push(folder);
  return { DATA_DIR: folder, PORT: String(await freePort(0)) };
}

async function start(env: Record<string, string>, user?: ReturnType<typeof normalUser>): Promise<Started> {
  const started = await npmStart(env, user);
  running.add(started);
  return started;
}

async function stop(started: Started): Promise<void> {
  running.delete(started);
  await started.interrupt();
}

it(
  "starts beside another, as root or as a normal user; keeps chats over a restart; leaves nothing running",
  { timeout: 120_000 },
  async () => {
    const user = normalUser();
    const here = await place();
    const there = await place(user);
    const [mine, theirs] = await Promise.all([start(here), start(there, user)]);
    for (const [{ url, lines }, { PORT }] of [
      [mine, here],
      [theirs, there],
    ] as const) {
      expect(url).toBe(`http://127.0.0.1:${PORT}`);
      expect(lines.join("\n").match(/https?:\/\//g)).toHaveLength(1);
    }

    const talk = async (url: string, name: string) => {
      const person = await connect(url).person({ first_name: name, language_code: "en" });
      await person.at(OWNER_BOT.username).start();
      return (await person.at(OWNER_BOT.username).chat()).messages.map(({ id, text }) => [id, text]);
    };
    const said = await talk(mine.url, "Anna");
    await talk(theirs.url, "Max");
    expect(said.length).toBeGreaterThan(1);
    await stop(mine);
    expect(await processesOf(here["DATA_DIR"] ?? "?")).toEqual([]);

    const again = await start(here);
    expect(again.ms).toBeLessThan(READY_MS);
    const { people } = await connect(again.url).state();
    const anna = people.find(({ first_name }) => first_name === "Anna");
    if (!anna) throw new Error("Anna is gone");
    const seat = connect(again.url).knownPerson(anna).at(OWNER_BOT.username);
    expect((await seat.chat()).messages.map(({ id, text }) => [id, text])).toEqual(said);
    await seat.say("/help");
    expect((await seat.messages()).length).toBeGreaterThan(said.length + 1);

    const reset = await npmRun("reset", here);
    expect([reset.code, reset.lines.at(-1)]).toEqual([0, "The running sandbox is empty again."]);
    expect((await connect(again.url).state()).chats.filter(({ started }) => started)).toEqual([]);
    await talk(again.url, "Kim");
    await stop(again);
    const emptied = await npmRun("reset", here);
    expect([emptied.code, emptied.lines.at(-1)]).toEqual([
      0,
      "The sandbox is empty. npm start sets it up anew.",
    ]);
    await stop(theirs);
    for (const { DATA_DIR = "?" } of [here, there]) expect(await processesOf(DATA_DIR)).toEqual([]);
  },
);

it("is live with any bot's token, and lists all that is missing at once", async () => {
  const env = await place();
  const { code, lines } = await npmRun("start", { ...env, OWNER_BOT_TOKEN: "123456:abcdefghijklmnop" });
  expect(code).toBe(1);
  const said = lines.join("\n");
  for (const name of ["STAFF_BOT_TOKEN", "DATABASE_URL", "SECRETS_KEY"]) expect(said).toContain(name);
  expect(said).not.toContain("abcdefghijklmnop");
  expect(said).not.toContain("http://127.0.0.1");
  expect(await processesOf(env["DATA_DIR"] ?? "?")).toEqual([]);
});
