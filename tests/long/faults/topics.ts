import { beforeAll, expect, it } from "vitest";
import type { Somebody } from "./somebody.ts";
import type { Case, Clinic, Owner } from "./support.ts";

/** A vet whose chat loses its topics in the middle of a case. */
export function topics(clinic: Clinic): void {
  let anna: Owner;
  let max: Owner;
  let vet: Somebody;
  let rex: Case;
  beforeAll(async () => {
    anna = await clinic.owner("Anna");
    max = await clinic.owner("Max");
    vet = await clinic.vet("timur-valeev");
    rex = await clinic.taken(anna, vet);
    await clinic.taken(max, vet);
    await vet.seat.say("Hello Anna", { topic: rex.topic });
    await vet.seat.topics(false);
  });

  it("goes on with case numbers when the topics are switched off in the middle", async () => {
    await anna.seat.say("He eats again");
    await max.seat.say("Mine sleeps");
    const [hers] = await vet.shown("He eats again");
    const [his] = await vet.shown("Mine sleeps");
    expect(hers?.topic).toBeUndefined();
    expect(hers?.text).toContain(`#${rex.number} `);
    expect(hers?.text).toContain("Rex of Anna");
    expect(his?.text).toContain("Rex of Max");

    await vet.seat.say("Good to hear", { replyTo: hers?.id ?? 0 });
    await vet.seat.say("Let it sleep", { replyTo: his?.id ?? 0 });
    expect(await anna.shown("Good to hear")).toHaveLength(1);
    expect(await max.shown("Let it sleep")).toHaveLength(1);
    expect([await anna.shown("Let it sleep"), await max.shown("Good to hear")]).toEqual([[], []]);
  });

  it("asks which case a message is for that nothing says", async () => {
    const sent = await vet.seat.say("Keep him warm");
    const [asked] = await vet.heard("vet-which-case");
    expect(asked?.replyTo).toBe(sent.id);
    expect([await anna.shown("Keep him warm"), await max.shown("Keep him warm")]).toEqual([[], []]);
    await vet.seat.press("Rex of Max", { message: asked?.id ?? 0 });
    expect([(await anna.shown("Keep him warm")).length, (await max.shown("Keep him warm")).length]).toEqual([
      0, 1,
    ]);
  });

  it("lets an edit follow the message that was written in the topic", async () => {
    const written = (await vet.seat.messages()).find(({ text }) => text === "Hello Anna");
    await vet.seat.edit(written?.id ?? 0, "Hello, dear Anna");
    expect(await anna.shown("Hello, dear Anna")).toHaveLength(1);
    expect(await anna.shown("Hello Anna")).toEqual([]);
  });

  it("takes the next case without a topic", async () => {
    const kim = await clinic.owner("Kim");
    const cat = await clinic.taken(kim, vet, "Sneezes");
    expect(cat.topic).toBe(0);
    await kim.seat.say("And coughs");
    const [coughs] = await vet.shown("And coughs");
    expect(coughs?.text).toContain("Rex of Kim");
    expect((await vet.seat.messages()).some(({ text }) => text.includes("Sneezes"))).toBe(true);
  });
}
