import { describe, expect, it } from "vitest";
import { config, live, liveConfig, named, problems, sandboxed } from "./support.ts";

describe("FAULTS", () => {
  it("is read in a service of the sandbox: point, action and when", () => {
    const FAULTS = "turn.beforeCommit:crash@3, send.afterRequest:delay=500@10%,media.afterStore:throw";
    expect(liveConfig({ ...sandboxed, FAULTS }).faults).toEqual([
      { point: "turn.beforeCommit", action: "crash", when: { nth: 3 } },
      { point: "send.afterRequest", action: { delayMs: 500 }, when: { share: 0.1 } },
      { point: "media.afterStore", action: "throw", when: { share: 1 } },
    ]);
    expect(config({ FAULTS }).mode).toBe("sandbox");
  });

  it("is refused by a live service", () => {
    expect(named({ ...live, FAULTS: "turn.beforeCommit:crash" })).toEqual(["FAULTS"]);
  });

  it.each([
    ["turn:crash", "fault 1 is at none of inbox.afterInsert, "],
    ["turn.beforeCommit:crash,turn.afterCommit:burn", "fault 2 is not written as "],
    ["turn.beforeCommit:delay", "fault 1 is not written as "],
    ["turn.beforeCommit:crash@0", "fault 1 is not written as "],
    ["turn.beforeCommit:crash@101%", "fault 1 is to happen more than 100% of times"],
  ])("says what is wrong with %s", (FAULTS, mistake) => {
    expect(problems({ ...sandboxed, FAULTS })).toEqual([
      expect.stringContaining(`FAULTS has a mistake: ${mistake}`),
    ]);
  });
});
