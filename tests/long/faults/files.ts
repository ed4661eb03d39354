import { beforeAll, expect, it } from "vitest";
import { label, type Somebody, textsIn } from "./somebody.ts";
import type { Clinic, Owner } from "./support.ts";

/** Files that may not pass: too big, or not what they say. */
export function files(clinic: Clinic): void {
  let anna: Owner;
  let vet: Somebody;
  beforeAll(async () => {
    anna = await clinic.owner("Anna");
    vet = await clinic.vet("artyom-berkutov");
  });

  /** A Windows program by its first bytes, as a picture by its name. */
  const PROGRAM = {
    base64: Buffer.concat([Buffer.from("MZ"), Buffer.alloc(600, 7)]).toString("base64"),
    name: "cat.jpg",
    mime: "image/jpeg",
  };
  const filesOf = async (who: Somebody) =>
    (await who.seat.messages()).flatMap(({ by, file }) => (by === "bot" && file ? [file] : []));
  const lastId = async (who: Somebody) => (await who.seat.messages()).at(-1)?.id ?? 0;

  it("refuses a file over 20 MB under the message, with a way out, and passes what comes next", async () => {
    const rex = await clinic.taken(anna, vet);
    const { uid } = await clinic.control.upload(Buffer.alloc(21 * 2 ** 20, 1), "film.bin");
    const before = (await filesOf(vet)).length;
    const big = await anna.seat.send("document", { file: { uid } });
    const [refused] = await anna.heard("file-too-big");
    expect(refused?.replyTo).toBe(big.id);
    const bigToo = await vet.seat.send("document", { file: { uid }, topic: rex.topic });
    const [told] = await vet.heard("vet-too-big");
    expect([told?.replyTo, told?.topic]).toEqual([bigToo.id, rex.topic]);
    await anna.seat.send("document");
    expect((await filesOf(vet)).length).toBe(before + 1);
  });

  it.each(["photo", "document"] as const)(
    "never passes a program sent as a %s in a message",
    async (kind) => {
      const shown = await filesOf(vet);
      const sent = await anna.seat.send(kind, { file: PROGRAM, caption: "Look at my cat" });
      const [refused] = (await anna.heard("not-delivered", { reason: "executable" })).filter(
        ({ replyTo }) => replyTo === sent.id,
      );
      expect(refused?.buttons).toEqual([]);
      expect(await filesOf(vet)).toEqual(shown);
      expect(textsIn(await vet.seat.messages())).not.toContain("Look at my cat");
    },
  );

  it("withdraws a program given as a pet's photo and asks for another", async () => {
    const message = await lastId(anna);
    const entered = await anna.seat.act("press", { stale: true, message, data: `pet-photo:${anna.pet}` });
    expect(entered.pressed?.type).toBe("callback");
    await anna.seat.send("photo", { file: PROGRAM });
    const [refused] = await anna.heard("file-refused", { use: "pet", reason: "executable" });
    expect(await clinic.core.db.pet.findUniqueOrThrow({ where: { id: anna.pet } })).toMatchObject({
      photoId: null,
    });
    await anna.seat.press(label("file-refused-pet"), { message: refused?.id ?? 0 });
    await anna.seat.send("photo");
    const { photoId } = await clinic.core.db.pet.findUniqueOrThrow({ where: { id: anna.pet } });
    expect(await clinic.core.db.file.findUnique({ where: { id: photoId ?? "" } })).toMatchObject({
      state: "stored",
    });
  });

  /** Through the chat, since the files are still at the messenger when the activation begins. */
  async function activateWith(owner: Owner, last: () => Promise<unknown>): Promise<void> {
    const data = `activate:${await clinic.entitled(owner)}`;
    await owner.seat.act("press", { stale: true, message: await lastId(owner), data });
    await owner.seat.press("Rex");
    await owner.seat.say("Limps since the morning");
    await owner.seat.send("photo", { file: PROGRAM });
    await owner.seat.send("photo");
    await owner.seat.press(label("activate-photos-done"));
    await owner.seat.press(label("activate-now"));
    await last();
  }

  it("withdraws a program given with a complaint: the vet gets the rest", async () => {
    const max = await clinic.owner("Max");
    await activateWith(max, () => max.seat.press(label("activate-yes-now")));
    expect(await max.heard("file-refused", { use: "complaint", reason: "executable" })).toHaveLength(1);
    const shown = (await filesOf(vet)).length;
    await vet.seat.press(label("vet-take"), { message: (await clinic.announced(vet, "Rex of Max")).id });
    expect((await filesOf(vet)).length).toBe(shown + 1);
  });

  it("shows the vet the card and the good photos though a bad one is found after the case was taken", async () => {
    const kim = await clinic.owner("Kim");
    await clinic.control.fault({ type: "stall", when: "before", method: "download", times: 2 });
    await activateWith(kim, () => kim.hasty.press(label("activate-yes-now")));
    const before = (await filesOf(vet)).length;
    await vet.hasty.press(label("vet-take"), { message: (await clinic.announced(vet, "Rex of Kim")).id });
    await vet.hasty.waitFor((chat) => chat.topics.some(({ name }) => name.includes("Rex of Kim")));
    await clinic.control.clearFaults();
    await clinic.control.settled();
    expect((await filesOf(vet)).length).toBe(before + 1);
    expect((await vet.heard("vet-complaint-photos")).length).toBeGreaterThan(0);
    expect(await kim.heard("file-refused", { use: "complaint", reason: "executable" })).toHaveLength(1);
  });
}
