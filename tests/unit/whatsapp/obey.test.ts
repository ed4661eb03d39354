import { expect, it } from "vitest";
import { obeying } from "../../../bots/whatsapp/obey.ts";

/** Something that is switched, and the order in which it was. */
function program() {
  const did: string[] = [];
  let off = false;
  const obedient = obeying(
    {
      start: () => void did.push("start"),
      async stop() {
        await Promise.resolve();
        did.push("stop");
      },
    },
    () => Promise.resolve(off),
  );
  return { did, obedient, turn: (to: "on" | "off") => void (off = to === "off") };
}

it("does nothing before it is wanted, and does not start what is switched off", async () => {
  const { did, obedient, turn } = program();
  await obedient.obey();
  expect(did).toEqual([]);
  turn("off");
  await obedient.start();
  expect(did).not.toContain("start");
  turn("on");
  await obedient.obey();
  expect(did.at(-1)).toBe("start");
});

it("ends as the switch stands at last, however fast it is turned", async () => {
  const { did, obedient, turn } = program();
  const looks = [obedient.start()];
  for (const to of ["off", "on", "off"] as const) {
    turn(to);
    looks.push(obedient.obey());
  }
  await Promise.all(looks);
  expect(did.at(-1)).toBe("stop");
});

it("stays as it is when nobody can tell, and is ended all the same", async () => {
  const did: string[] = [];
  const obedient = obeying(
    { start: () => void did.push("start"), stop: async () => void did.push("stop") },
    () => Promise.reject(new Error("no database")),
  );
  await expect(obedient.start()).rejects.toThrow("no database");
  expect(did).toEqual([]);
  await obedient.end();
  expect(did).toEqual(["stop"]);
  await obedient.obey();
  expect(did).toEqual(["stop"]);
});
