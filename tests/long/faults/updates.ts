import { beforeAll, expect, it } from "vitest";
import { OWNER_BOT } from "../../../sandbox/bots.ts";
import { label, type Somebody, textsIn } from "./somebody.ts";
import { type Case, type Clinic, type Owner, SECOND } from "./support.ts";

/** What Telegram does to what is sent to us. */
export function updates(clinic: Clinic): void {
  let anna: Owner;
  let vet: Somebody;
  let rex: Case;
  beforeAll(async () => {
    anna = await clinic.owner("Anna");
    vet = await clinic.vet("artyom-berkutov");
    rex = await clinic.taken(anna, vet);
  });
  const arrived = async (...words: string[]) =>
    textsIn(await vet.seat.messages(), rex.topic).filter((text) => words.includes(text));

  it("takes an update that Telegram delivers twice once", async () => {
    for (const chat of [anna.chat, vet.chat]) await clinic.control.fault({ type: "duplicate", chat });
    await anna.seat.say("Twice on the way");
    await vet.seat.say("Me too", { topic: rex.topic });
    expect(await arrived("Twice on the way")).toHaveLength(1);
    expect(await anna.shown("Me too")).toHaveLength(1);
  });

  it("takes a button once that is pressed twice, on two devices and with a repeated update", async () => {
    const kim = await clinic.owner("Kim");
    await clinic.queued(kim);
    const waiting = await clinic.announced(vet, "Rex of Kim");
    const [button] = waiting.buttons.flat();
    if (button?.type !== "callback") throw new Error("nothing to press");
    await clinic.control.fault({ type: "duplicate", chat: vet.chat });
    await vet.hasty.press(label("vet-take"), { message: waiting.id });
    await vet.seat.act("press", { stale: true, message: waiting.id, data: button.data });
    const topics = (await vet.seat.chat()).topics.filter(({ name }) => name.includes("Rex of Kim"));
    expect(topics).toHaveLength(1);
    expect(await kim.heard("case-taken")).toHaveLength(1);
  });

  it("loses nothing when an update overtakes another", async () => {
    await clinic.control.fault({ type: "reorder", chat: anna.chat });
    await anna.hasty.say("Said first");
    await anna.hasty.say("Said second");
    await clinic.control.settled();
    expect((await arrived("Said first", "Said second")).toSorted()).toEqual(["Said first", "Said second"]);
  });

  it("follows an edit that overtook its message", async () => {
    await clinic.control.fault({ type: "reorder", chat: anna.chat });
    const { id } = await anna.hasty.say("Misspelt");
    await anna.hasty.edit(id, "Spelt well");
    await clinic.control.settled();
    await clinic.control.advance(11 * SECOND);
    expect(await arrived("Misspelt", "Spelt well")).toEqual(["Spelt well"]);
  });

  it("turns a forged update away while the real ones pass", async () => {
    const url = (await clinic.control.bots()).find(({ username }) => username === OWNER_BOT.username)?.webhook
      ?.url;
    const forged = (update_id: number, secret?: string) =>
      fetch(url ?? "", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(secret !== undefined && { "x-telegram-bot-api-secret-token": secret }),
        },
        body: JSON.stringify({
          update_id,
          message: {
            message_id: update_id,
            date: 1,
            chat: { id: anna.chat, type: "private" },
            from: { id: anna.chat, is_bot: false, first_name: "Anna" },
            text: "Forged",
          },
        }),
      });
    const before = await clinic.core.db.received.count();
    const real = Array.from({ length: 5 }, (_, count) => anna.hasty.say(`Real ${count}`));
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, (_, count) => forged(900_000 + count, "wrong-secret")),
      forged(900_010),
      forged(900_011, ""),
    ]);
    await Promise.all(real);
    await clinic.control.settled();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(await arrived("Forged")).toEqual([]);
    expect(await arrived(...Array.from({ length: 5 }, (_, count) => `Real ${count}`))).toHaveLength(5);
    expect(await clinic.core.db.received.count()).toBe(before + 5);
  });
}
