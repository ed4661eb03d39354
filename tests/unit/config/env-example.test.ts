import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig, type Environment } from "../../../core/platform/config.ts";
import { variables } from "../../../core/platform/variables.ts";
import { byName, liveConfig, selling } from "./support.ts";

const withoutEmpty = (env: Environment) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value));

describe(".env.example", () => {
  const example = readFileSync(join(import.meta.dirname, "../../../.env.example"), "utf8");
  const lines = [...example.matchAll(/^(?:# )?([A-Z][A-Z\d_]+)=(.*)$/gm)];

  it("names every variable once, and no other", () => {
    expect(lines.map(([, name]) => name).toSorted(byName)).toEqual(
      Object.keys(variables.shape).toSorted(byName),
    );
  });

  it("is right as it stands, and holds the defaults", () => {
    const env = Object.fromEntries(lines.map(([, name, value]) => [name, value]));
    expect(readConfig(env)).toEqual({ ...readConfig({}), remarks: expect.any(Array) as unknown });
    expect(liveConfig({ ...selling, ...withoutEmpty(env) })).toEqual(liveConfig(selling));
  });
});
