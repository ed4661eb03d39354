import { describe, expect, test } from "vitest";
import { connect } from "../../sandbox/control/client.ts";
import { townForFile } from "../e2e/support/town.ts";
import { words } from "../e2e/support/words.ts";

/** As a pattern: of the metrics with a label one line is meant. */
const STOPPED = String.raw`stopped_channels\{channel="whatsapp"\}`;

const METRICS_TOKEN = "metrics-token-of-a-test";

describe.each(["web", "cloud"] as const)("WhatsApp (%s) switched off by an administrator", (whatsapp) => {
  const town = townForFile({ whatsapp, locales: ["en"], env: { METRICS_TOKEN } });

  /** What the service's metrics say; a gauge that says nothing is 0. */
  async function gauge(name: string): Promise<number> {
    const { publicUrl = "" } = town.running.sandbox.core.settings;
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
    const text = await (await fetch(`${publicUrl}/metrics`, { headers })).text();
    return Number(new RegExp(`^pawline_${name} (\\S+)$`, "m").exec(text)?.[1] ?? 0);
  }
  async function until(gone: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 20_000; !(await gone());) {
      if (Date.now() > deadline) throw new Error("it did not happen");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const isClosed = async () => (await gauge("whatsapp_browser_memory_bytes")) === 0;

  test("sends nothing, also after a restart; what was written meanwhile arrives once and in order", async () => {
    await town.begin();
    const vet = await town.vet("vera-lugova", "en");
    const administrator = await town.administrator("en");
    const pet = "Toto";
    const { whatsapp: owner } = await town.phones("en");
    await owner.asks(pet, "He limps");
    await vet.take(pet);
    await vet.answer(pet, "Which paw?");
    await owner.gets("Which paw?");
    expect(await isClosed()).toBe(whatsapp === "cloud");

    await administrator.say("/whatsapp");
    await administrator.press("whatsapp-switch-stop");
    await administrator.press("whatsapp-switch-yes");
    await administrator.learns("whatsapp-switch-stopped");
    await until(isClosed);
    expect(await gauge(STOPPED)).toBe(1);

    // On WhatsApp Web the owner's words wait at WhatsApp: the sandbox would not come to rest.
    const hasty = connect(town.control.url, { settle: false });
    const post = (bot: string, id: number, act: string, body: object) =>
      fetch(`${hasty.url}/api/chats/${bot}/${id}/${act}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const topic = await vet.topic(pet);
    await post("pawline_staff_bot", vet.id, "say", { text: "Please send a photo", topic });
    await vet.seat.waitFor(({ messages }) =>
      messages.some(({ text }) => text.includes(words("en", "desk-whatsapp-waits"))),
    );
    await post("whatsapp", owner.id, "say", { text: "The left one" });
    await town.running.sandbox.restartService();
    await post("pawline_staff_bot", vet.id, "say", { text: "And a video", topic });
    await vet.seat.waitFor(({ messages }) => messages.some(({ text }) => text.includes("And a video")));
    await post("whatsapp", owner.id, "say", { text: "He is asleep" });
    expect(await isClosed()).toBe(true);
    const heard = async () =>
      (await owner.seat.messages()).flatMap(
        ({ text }) => /Please send a photo|And a video/.exec(text)?.[0] ?? [],
      );
    expect(await heard()).toEqual([]);

    await administrator.press("whatsapp-switch-start");
    expect(await heard()).toEqual(["Please send a photo", "And a video"]);
    const told = (await vet.inTopic(pet)).flatMap(
      ({ text }) => /The left one|He is asleep|Not sent yet/.exec(text)?.[0] ?? [],
    );
    expect(told.toSorted()).toEqual(["He is asleep", "Not sent yet", "The left one"]);
    expect(told.indexOf("The left one")).toBeLessThan(told.indexOf("He is asleep"));
    expect(await gauge(STOPPED)).toBe(0);
  }, 120_000);
});
