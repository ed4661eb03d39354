import { expect, it } from "vitest";
import { answers, ownCluster, query } from "../../support/own-cluster.ts";

// A server for each test: the rarer ones are in tests/long.
const { start } = ownCluster();

it("keeps its data when it is stopped and started", async () => {
  const first = await start();
  const url = await first.ensureDatabase("clinic");
  await query(url, "create table cat (name text); insert into cat values ('Мурка')");
  await first.stop();
  expect(await answers(first)).toBe(false);

  const second = await start();
  expect(await query(second.url("clinic"), "select name, upper(name) as loud from cat")).toEqual([
    { name: "Мурка", loud: "МУРКА" },
  ]);
});
