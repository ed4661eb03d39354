import { describe, expect, it } from "vitest";
import { readConfig } from "../../../core/platform/config.ts";
import { config, live, liveConfig, named, sandboxed, selling } from "./support.ts";

describe("WhatsApp", () => {
  const cloud = {
    ...selling,
    WHATSAPP_DRIVER: "cloud",
    WHATSAPP_PHONE_ID: "106540352242922",
    WHATSAPP_TOKEN: "an-access-token-of-a-test",
    WHATSAPP_APP_SECRET: "an-app-secret-of-a-test",
    WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-a-test",
  };

  it("is not there unless a driver is chosen", () => {
    expect(liveConfig(live).whatsapp).toBeUndefined();
    expect(named({ ...live, WHATSAPP_TOKEN: cloud.WHATSAPP_TOKEN })).toEqual(["WHATSAPP_DRIVER"]);
  });

  it("runs in a browser on a paired number", () => {
    const env = { ...live, WHATSAPP_DRIVER: "web", WHATSAPP_NUMBER: "+79990001122" };
    expect(liveConfig(env).whatsapp).toEqual({
      driver: "web",
      browser: true,
      number: "79990001122",
      chromiumPath: undefined,
      dailyLimit: 1000,
      pairByCode: false,
      polls: false,
      simulator: undefined,
    });
    expect(liveConfig({ ...env, WHATSAPP_BROWSER: "0" }).whatsapp).toMatchObject({ browser: false });
    const simulator = ["--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:8443"];
    expect(named({ ...env, WHATSAPP_BROWSER_ARGS: JSON.stringify(simulator) })).toEqual([
      "WHATSAPP_BROWSER_ARGS",
    ]);
    expect(named({ ...sandboxed, WHATSAPP_DRIVER: "web" })).toEqual(["WHATSAPP_BROWSER_ARGS"]);
    const local = { ...sandboxed, WHATSAPP_DRIVER: "web", WHATSAPP_BROWSER_ARGS: JSON.stringify(simulator) };
    expect(liveConfig(local).whatsapp).toMatchObject({ simulator });
  });

  it("has polls beside numbers where it is asked to, and says where that has no effect", () => {
    const polls = { WHATSAPP_POLLS: "1" };
    expect(liveConfig({ ...live, ...polls, WHATSAPP_DRIVER: "web" }).whatsapp).toMatchObject({ polls: true });
    expect(config(polls)).toMatchObject({ whatsappPolls: true });
    expect(readConfig({ ...cloud, ...polls })).toMatchObject({
      remarks: expect.arrayContaining([expect.stringContaining("WHATSAPP_POLLS has no effect")]) as string[],
    });
  });

  it("pairs by a code only a number that is known", () => {
    const env = { ...live, WHATSAPP_DRIVER: "web", WHATSAPP_PAIR_BY_CODE: "1" };
    expect(named(env)).toEqual(["WHATSAPP_NUMBER"]);
  });

  it("speaks to Meta's Cloud API", () => {
    expect(liveConfig(cloud).whatsapp).toMatchObject({
      driver: "cloud",
      root: "https://graph.facebook.com",
      template: undefined,
    });
    expect(named({ ...cloud, WHATSAPP_APP_SECRET: undefined })).toEqual(["WHATSAPP_APP_SECRET"]);
    expect(named({ ...live, WHATSAPP_DRIVER: "cloud" })).toEqual([
      "PUBLIC_URL",
      "WHATSAPP_APP_SECRET",
      "WHATSAPP_PHONE_ID",
      "WHATSAPP_TOKEN",
      "WHATSAPP_VERIFY_TOKEN",
    ]);
    expect(named({ ...cloud, WHATSAPP_PHONEID: "1" })).toEqual(["WHATSAPP_PHONEID"]);
  });
});
