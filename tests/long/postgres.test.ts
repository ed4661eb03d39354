import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { removePostgres } from "../../sandbox/postgres/postgres.ts";
import { answers, ownCluster, query } from "../support/own-cluster.ts";

const { dir, start } = ownCluster();

/** Another process that started the server, and its port. */
async function starter() {
  const script = join(import.meta.dirname, "../support/start-postgres.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, dir()], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  const kill = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { port: Number(line), kill };
}

it("listens on the loopback alone and asks for the password", async () => {
  const postgres = await start();
  expect(await query(postgres.url("postgres"), "show listen_addresses")).toEqual([
    { listen_addresses: "127.0.0.1" },
  ]);
  const wrong = new URL(postgres.url("postgres"));
  wrong.password = "wrong";
  await expect(query(wrong.href, "select 1")).rejects.toThrow(/password/);
});

it("takes another port when the wanted one is in use", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const taken = typeof address === "object" && address ? address.port : 0;
  const postgres = await start(taken);
  expect(postgres.port).not.toBe(taken);
  expect(await answers(postgres)).toBe(true);
  other.close();
});

it("is left running by one who found it running, and stopped by one whose starter is gone", async () => {
  const { port, kill } = await starter();
  const guest = await start();
  expect(guest.port).toBe(port);
  await guest.stop();
  expect(await answers(guest)).toBe(true);

  await kill();
  const heir = await start();
  expect(heir.port).toBe(port);
  await heir.stop();
  expect(await answers(heir)).toBe(false);
});

it("starts although the number of its last process now belongs to another program", async () => {
  const postgres = await start();
  await postgres.stop();
  writeFileSync(
    join(dir(), "data/postmaster.pid"),
    `${process.pid}\n${join(dir(), "data")}\n0\n${postgres.port}\n`,
  );
  expect(await answers(await start())).toBe(true);
});

it("is gone with its data when removed", async () => {
  const postgres = await start();
  await removePostgres(dir());
  expect(await answers(postgres)).toBe(false);
  expect(existsSync(dir())).toBe(false);
});

it("is one server for all who start it at once", async () => {
  const all = await Promise.all([start(), start(), start()]);
  expect(new Set(all.map(({ port }) => port)).size).toBe(1);
  await Promise.all(all.map((postgres) => postgres.ensureDatabase("clinic")));
});
