import { expect, it } from "vitest";
import { killScene, LEASES } from "../e2e/faults/kill-scene.ts";

const scene = killScene();
const { clinic } = scene;

it(
  "loses no delivery and no file, killed while they are on the line; twice only what had arrived",
  { timeout: 60_000 },
  async () => {
    const { anna, max, rex, tom, vet, kill, striking } = scene;
    const kim = await clinic.owner("Kim");
    const cat = await clinic.taken(kim, vet);
    const stall = (fault: { method: string; chat?: number; when?: "after" }) =>
      clinic.control.fault({ type: "stall", when: "before", ...fault });
    await stall({ method: "sendPhoto", chat: kim.chat });
    await vet.hasty.send("photo", { topic: cat.topic, caption: "To Kim" });
    await striking(0);
    await stall({ method: "download" });
    await anna.hasty.send("photo", { caption: "From Anna" });
    await stall({ method: "sendMessage", chat: anna.chat });
    await vet.hasty.say("To Anna", { topic: rex.topic });
    await vet.hasty.say("Then this", { topic: rex.topic });
    await stall({ method: "sendMessage", chat: max.chat, when: "after" });
    await vet.hasty.say("To Max", { topic: tom.topic });
    await striking(0);
    await kill();
    await clinic.running.sandbox.restartService();
    await clinic.control.clearFaults();
    await clinic.control.advance(LEASES);

    const toAnna = (await anna.seat.messages()).filter(({ by }) => by === "bot").map(({ text }) => text);
    expect(toAnna.slice(-2).map((text) => text.split("\n").at(-1))).toEqual(["To Anna", "Then this"]);
    expect(await anna.shown("To Anna")).toHaveLength(1);
    expect(await max.shown("To Max")).toHaveLength(2);
    expect((await kim.shown("To Kim")).map(({ kind }) => kind)).toEqual(["photo"]);
    expect((await vet.shown("From Anna")).map(({ kind }) => kind)).toEqual(["photo"]);
    for (const id of ["desk-not-delivered", "desk-uncertain"]) expect(await vet.heard(id)).toEqual([]);
    expect(await anna.heard("not-delivered")).toEqual([]);
  },
);

it(
  "says that it does not know when it was killed twice while sending; Retry sends it",
  { timeout: 60_000 },
  async () => {
    const { anna, rex, vet, kill, striking } = scene;
    await clinic.control.fault({
      type: "stall",
      when: "before",
      method: "sendMessage",
      chat: anna.chat,
      times: 2,
    });
    const sent = await vet.hasty.say("Third time lucky", { topic: rex.topic });
    for (const left of [1, 0]) {
      await striking(left);
      await kill();
      await clinic.running.sandbox.restartService();
      await clinic.hasty.advance(LEASES);
    }
    await clinic.control.settled();
    const [uncertain] = await vet.heard("desk-uncertain");
    expect(uncertain?.replyTo).toBe(sent.id);
    expect(await anna.shown("Third time lucky")).toEqual([]);
    await vet.seat.press(uncertain?.buttons.flat()[0]?.text ?? "", { message: uncertain?.id ?? 0 });
    expect(await anna.shown("Third time lucky")).toHaveLength(1);
  },
);
