import { expect, it } from "vitest";
import { createLog } from "../../../core/platform/log.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let lines = "";
  write(createLog("info", { write: (line) => (lines += line) }));
  return lines;
}

it("writes one line of JSON with the sentence and the ids", () => {
  const person = "0b0c1f5e-5b8e-4a57-9d3c-1d2a3b4c5d6e";
  const line = logged((log) => log.info({ person, tries: 2, seq: 7n }, "a turn was taken"));
  expect(JSON.parse(line)).toMatchObject({
    level: "info",
    msg: "a turn was taken",
    person,
    tries: 2,
    seq: 7,
  });
});

it("drops fields that are not listed and values that are no identifiers", () => {
  const fields = {
    text: "Barsik limps",
    phone: "+79990001122",
    kind: "Anna Petrova",
    reason: "anna@example.com",
  };
  const line = logged((log) => log.info(fields, "a message came"));
  for (const personal of ["Barsik", "7999", "Anna", "anna", "example"]) expect(line).not.toContain(personal);
  expect(JSON.parse(line)).toMatchObject({ kind: "(withheld)" });
});

it("tells of an error its name, code, place and causes, but no message", () => {
  const cause = new TypeError("Key (phone)=(+79990001122) already exists");
  const error = Object.assign(new Error("Anna's order\nfailed", { cause }), {
    code: "P2002",
    meta: { name: "Anna" },
  });
  const line = logged((log) => log.error({ error }, "an order failed"));
  for (const personal of ["Anna", "failed\\n", "7999", "already exists"])
    expect(line).not.toContain(personal);
  expect(JSON.parse(line)).toMatchObject({
    error: {
      name: "Error",
      code: "P2002",
      stack: expect.arrayContaining([expect.stringContaining("log.test.ts")]),
      cause: { name: "TypeError" },
    },
  });
});

it("ends with causes that go round", () => {
  const error = new Error("round");
  error.cause = error;
  expect(logged((log) => log.error({ error }, "an error without end"))).toContain("an error without end");
});

it("keeps quiet below its level", () => {
  expect(logged((log) => log.debug({ topic: "turns" }, "a detail"))).toBe("");
});
