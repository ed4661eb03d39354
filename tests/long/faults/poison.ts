import { expect, it } from "vitest";
import type { MessageView } from "../../../sandbox/control/api.ts";
import { label } from "./somebody.ts";
import { type Clinic, SECOND } from "./support.ts";

/** Turns that always fail. */
export function poison(clinic: Clinic): void {
  /** Waits through the tries of the turn that fails now; the last of them sets it aside. */
  async function tryOut(): Promise<void> {
    const { db } = clinic.core;
    for (const [tries, seconds] of [
      [1, 1],
      [2, 10],
      [3, 45],
    ] as const) {
      await expect.poll(() => db.inbox.count({ where: { tries } }), { timeout: 5 * SECOND }).toBe(1);
      await clinic.hasty.advance(seconds * SECOND);
    }
    await clinic.control.settled();
    const failures = clinic.mistakes().map((line): { msg: string; result: string } => JSON.parse(line));
    expect(failures.map(({ msg, result }) => `${msg}: ${result}`)).toEqual([
      "a turn failed: again",
      "a turn failed: again",
      "a turn failed: again",
      "a turn failed: aside",
    ]);
  }

  const offers = (label: string) => (message: MessageView) =>
    message.buttons.flat().some(({ text }) => text.includes(label));

  it("sets a turn aside that always fails, apologises once, and the next one goes on", async () => {
    const anna = await clinic.owner("Anna");
    const max = await clinic.owner("Max");
    await anna.seat.say(label("menu-pets"));
    await anna.seat.press(label("pets-add"));
    // What her open dialog remembers cannot be read any more.
    const { db } = clinic.core;
    await db.dialog.update({ where: { personId: anna.id }, data: { sealed: Buffer.from("poison") } });

    await anna.hasty.say("My answer");
    await anna.hasty.say("/help");
    // Nobody else waits for her.
    await max.hasty.say(label("menu-pets"));
    await max.hasty.waitFor((chat) => chat.messages.some(offers("Rex of Max")));
    await tryOut();

    const [apology, ...more] = await anna.heard("apology");
    const [help, ...again] = await anna.heard("help");
    expect([more, again]).toEqual([[], []]);
    expect(apology?.id).toBeLessThan(help?.id ?? 0);
    expect(apology?.buttons.flat()[0]?.text).toBe(label("kept-support"));
    // She can go on: what could not be read is gone.
    await anna.seat.say(label("menu-pets"));
    expect((await anna.seat.messages()).some(offers("Rex of Anna"))).toBe(true);
  });

  it("shows the administrator what was set aside; tried again once it is mended, it gets through", async () => {
    const kim = await clinic.owner("Kim");
    const vet = await clinic.vet("sofia-olshanskaya");
    const administrator = await clinic.administrator();
    const rex = await clinic.taken(kim, vet);
    const where = { id: rex.consultation };
    const { complaint } = await clinic.core.db.consultation.findUniqueOrThrow({ where });
    await vet.seat.press(label("vet-finish"), { topic: rex.topic });
    await clinic.core.db.consultation.update({ where, data: { complaint: Buffer.from("poison") } });
    await vet.hasty.say("Rest and warmth", { topic: rex.topic });
    await tryOut();
    expect(await vet.heard("desk-apology")).toHaveLength(1);
    expect(await kim.shown("Rest and warmth")).toEqual([]);

    await clinic.core.db.consultation.update({ where, data: { complaint } });
    await administrator.seat.say("/aside");
    await administrator.seat.press(label("vet-try-again"));
    expect(await kim.shown("Rest and warmth")).toHaveLength(1);
  });
}
