import { describe, expect, test } from "vitest";
import { media, q, type D } from "./flows.ts";
import { channels, Chat, texts } from "./person.ts";

describe.each(channels)("what is shared over $channel", (channel) => {
  test("files: one, an album as one answer, and a hint for what does not fit", async () => {
    const chat = new Chat(channel, {
      async photos(dialog: D) {
        const one = await dialog.askMedia(q("one"), ["photo"]);
        const all = await dialog.askMedia(q("all"), ["photo", "video"], { many: true });
        const none = await dialog.askMedia(q("none"), ["voice"], { skip: true });
        await dialog.do("note", (core) =>
          core.note([one, ...all].map(({ ref }) => ref).join(" ") + `${none?.ref}`),
        );
      },
    });
    await chat.enter("photos");
    expect(texts(await chat.say("here"))).toEqual([expect.stringContaining("send a photo")]);
    expect(texts(await chat.send({ kind: "media", media: [media("a"), media("b")] }))).toEqual([
      expect.stringContaining("just one"),
    ]);
    expect(texts(await chat.send({ kind: "media", media: [media("a", "video")] }))).toEqual([
      expect.stringContaining("send a photo"),
    ]);
    expect(texts(await chat.send({ kind: "media", media: [media("a")] }))).toEqual(["all?"]);
    const album = [media("b"), media("c", "video"), media("d")];
    expect(texts(await chat.send({ kind: "media", media: album }))).toEqual(["none?"]);
    await chat.press("Skip");
    expect(chat.notes).toEqual(["a b c dundefined"]);
  });

  test("a contact is shared by its own button, and the usual keyboard comes back", async () => {
    const chat = new Chat(channel, {
      async phone(dialog: D) {
        const contact = await dialog.askContact(q("phone"));
        await dialog.ask(q("name"));
        await dialog.do("note", (core) => core.note(`${contact.phone} ${contact.own}`));
      },
    });
    const [phone] = await chat.enter("phone");
    expect(phone?.request).toEqual({ kind: "contact", label: "📱 Share my phone number" });
    const [hint] = await chat.say("+79990001122");
    expect(hint).toMatchObject({
      text: expect.stringContaining("choose “Share"),
      request: { kind: "contact" },
    });
    const [name] = await chat.send({ kind: "contact", phone: "+79990001122", own: false });
    expect(name?.restore).toBe(true);
    const [back] = await chat.press("← Back");
    expect(back?.restore).toBeUndefined();
    await chat.send({ kind: "contact", phone: "+79990001122", own: true });
    await chat.say("Anna");
    expect(chat.notes).toEqual(["+79990001122 true"]);
  });

  test("a place is shared or told in words", async () => {
    const chat = new Chat(channel, {
      async place(dialog: D) {
        const where = await dialog.askLocation(q("place"));
        const said = where.kind === "place" ? `${where.latitude},${where.longitude}` : where.text;
        await dialog.do("note", (core) => core.note(said));
      },
    });
    await chat.enter("place");
    expect(texts(await chat.send({ kind: "other" }))).toEqual([expect.stringContaining("your location")]);
    await chat.send({ kind: "location", latitude: 55.75, longitude: 37.6 });
    await chat.enter("place");
    await chat.say(" Казань ");
    expect(chat.notes).toEqual(["55.75,37.6", "Казань"]);
  });
});
