import { expect, it } from "vitest";
import { OWNER_BOT } from "../../../sandbox/bots.ts";
import { connect } from "../../../sandbox/control/client.ts";
import { normalUser, npmRun, processesOf } from "./npm-start.ts";
import { hello, startScene } from "./start-scene.ts";

const { place, start, stop } = startScene();

it("starts beside another, as root and as a normal user, each with its own", async () => {
  const user = normalUser();
  const [here, there] = [await place(), await place(user)];
  const [mine, theirs] = await Promise.all([start(here), start(there, user)]);
  expect([mine.url, theirs.url]).toEqual([here, there].map(({ PORT }) => `http://127.0.0.1:${PORT}`));
  await hello(mine.url, "Anna");
  await hello(theirs.url, "Max");
  await stop(mine);
  expect(await processesOf(here.DATA_DIR)).toEqual([]);
  expect((await hello(theirs.url, "Kim")).length).toBeGreaterThan(1);
  await stop(theirs);
  expect(await processesOf(there.DATA_DIR)).toEqual([]);
});

it(
  "starts as a normal user; keeps chats over a restart; is emptied; leaves nothing running",
  { timeout: 120_000 },
  async () => {
    const user = normalUser();
    const here = await place(user);
    const first = await start(here, user);
    expect(first.url).toBe(`http://127.0.0.1:${here.PORT}`);
    expect(first.lines.join("\n").match(/https?:\/\//g)).toHaveLength(1);
    const said = await hello(first.url, "Anna");
    expect(said.length).toBeGreaterThan(1);
    await stop(first);
    expect(await processesOf(here.DATA_DIR)).toEqual([]);

    const again = await start(here, user);
    const { people } = await connect(again.url).state();
    const anna = people.find(({ first_name }) => first_name === "Anna");
    if (!anna) throw new Error("Anna is gone");
    const seat = connect(again.url).knownPerson(anna).at(OWNER_BOT.username);
    expect((await seat.chat()).messages.map(({ id, text }) => [id, text])).toEqual(said);
    await seat.say("/help");
    expect((await seat.messages()).length).toBeGreaterThan(said.length + 1);

    const reset = await npmRun("reset", here, user);
    expect([reset.code, reset.lines.at(-1)]).toEqual([0, "The running sandbox is empty again."]);
    expect((await connect(again.url).state()).chats.filter(({ started }) => started)).toEqual([]);
    await hello(again.url, "Kim");
    await stop(again);
    const emptied = await npmRun("reset", here, user);
    expect([emptied.code, emptied.lines.at(-1)]).toEqual([
      0,
      "The sandbox is empty. npm start sets it up anew.",
    ]);
    expect(await processesOf(here.DATA_DIR)).toEqual([]);
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
  expect(await processesOf(env.DATA_DIR)).toEqual([]);
});
