import { rm } from "node:fs/promises";
import { afterAll, afterEach } from "vitest";
import { freePort } from "../../../sandbox/postgres/ports.ts";
import { OWNER_BOT } from "../../../sandbox/bots.ts";
import { connect } from "../../../sandbox/control/client.ts";
import { dataFolder, npmStart, type Started, type User } from "./npm-start.ts";

/** Runs the commands of package.json in folders of their own; nothing of it is left after the file. */
export function startScene() {
  const running = new Set<Started>();
  const folders: string[] = [];
  afterEach(async () => {
    await Promise.all([...running].map((started) => started.interrupt()));
    running.clear();
  });
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  const place = async (user?: User): Promise<{ DATA_DIR: string; PORT: string }> => {
    const folder = await dataFolder(user);
    folders.push(folder);
    return { DATA_DIR: folder, PORT: String(await freePort(0)) };
  };
  const start = async (env: Record<string, string>, user?: User): Promise<Started> => {
    const started = await npmStart(env, user);
    running.add(started);
    return started;
  };
  const stop = async (started: Started): Promise<void> => {
    running.delete(started);
    await started.interrupt();
  };
  return { place, start, stop };
}

/** Somebody says hello; what the chat then holds. */
export async function hello(url: string, name: string): Promise<[id: number, text: string][]> {
  const person = await connect(url).person({ first_name: name, language_code: "en" });
  await person.at(OWNER_BOT.username).start();
  return (await person.at(OWNER_BOT.username).chat()).messages.map(({ id, text }) => [id, text]);
}
