import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { MessageView } from "../../../sandbox/control/api.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import type { Owner } from "../support/owner.ts";
import type { Person } from "../support/person.ts";
import type { Town } from "../support/town.ts";
import type { Vet } from "../support/vet.ts";
import { words } from "../support/words.ts";

export function everyKind(town: Town): void {
  describe("what is said", () => {
    beforeAll(() => town.begin());
    let owner: Owner;
    let vet: Vet;
    let topic = 0;
    beforeAll(async () => {
      vet = await town.vet("vera-lugova", "ru");
      owner = await town.owner("en");
      await owner.asks("Rex");
      await vet.take("Rex");
      await vet.answer("Rex", "Здравствуйте!");
      topic = await vet.topic("Rex");
    });

    interface Way {
      readonly from: Person;
      readonly to: Person;
      readonly place: Place;
      readonly header: string;
      readonly topic: number | undefined;
    }
    type Place = { readonly topic?: number };

    /** Who writes, who reads, and where each of them is. */
    const ways: Record<string, () => Way> = {
      "owner to vet": () => ({ from: owner, to: vet, place: {}, header: "", topic }),
      "vet to owner": () => ({ from: vet, to: owner, place: { topic }, header: vet.name, topic: undefined }),
    };

    /** Messages that the reader has got since, in order. */
    async function got(to: Person): Promise<MessageView[]> {
      return (await to.news()).filter(({ deleted }) => !deleted);
    }

    const files = [
      "photo",
      "video",
      "animation",
      "voice",
      "audio",
      "document",
      "video_note",
      "sticker",
    ] as const;
    const wordless = new Set(["video_note", "sticker"]);
    /** On WhatsApp nobody can write under a sound. */
    const captioned = (from: Person, kind: string) =>
      !wordless.has(kind) &&
      !(from === owner && owner.on === "whatsapp" && (kind === "voice" || kind === "audio"));

    test.each(Object.entries(ways))("every kind of file passes from %s", async (_, way) => {
      const { from, to, place, header, topic } = way();
      await to.looksAway();
      for (const kind of files)
        await from.seat.send(kind, {
          ...(captioned(from, kind) && { caption: `this is a ${kind}` }),
          ...place,
        });
      const all = await got(to);
      const came = all.filter(({ file }) => file !== undefined);
      expect(came.map(({ kind }) => kind)).toEqual(files.map((kind) => shownAs(to, kind)));
      const said = all.map(toldBy);
      for (const [index, kind] of files.entries()) {
        const message = came[index];
        expect(message?.topic).toBe(topic);
        expect(said.join("\n")).toContain(captioned(from, kind) ? `this is a ${kind}` : header);
        const bytes = await town.control.download(message?.file?.uid ?? "");
        expect(bytes.length).toBeGreaterThan(0);
      }
      // Whose each of them is stands over it, or where nothing can stand over it, before it or below.
      expect(said.filter((told) => told.includes(header)).length).toBeGreaterThanOrEqual(files.length);
    });

    test("a sticker that moves arrives, or a picture of it with a word on what is lost", async () => {
      await owner.looksAway();
      await vet.seat.send("sticker", {
        file: {
          base64: gzipSync("{}").toString("base64"),
          name: "sticker.tgs",
          mime: "application/x-tgsticker",
        },
        emoji: "😺",
        topic,
      });
      const came = await got(owner);
      expect(came.flatMap(({ file }) => (file ? [file.kind] : []))).toEqual(["sticker"]);
      const still = words("en", "whatsapp-lost", { what: "sticker-motion", emoji: "😺" });
      expect(came.map(toldBy).join("\n").includes(still)).toBe(owner.on === "whatsapp");
    });

    /** What a message says, its buttons too. */
    const toldBy = ({ text, buttons }: MessageView): string =>
      [text, ...buttons.flat().map((button) => button.text)].join("\n");

    /** What a kind of file becomes on its way. */
    function shownAs(to: Person, kind: (typeof files)[number]): string {
      return (to === owner ? owner.shows : owner.sends)[kind] ?? kind;
    }

    /** What is formatted, as each messenger has it written: by the app, or in marks. */
    const marked = {
      text: "Bold, a link and a spoiler 🐕",
      entities: [
        { type: "bold" as const, offset: 0, length: 4 },
        { type: "text_link" as const, offset: 6, length: 6, url: "https://example.com/" },
        { type: "spoiler" as const, offset: 19, length: 7 },
      ],
    };

    test.each(Object.entries(ways))("formatting, places and contacts pass from %s", async (_, way) => {
      const { from, to, place } = way();
      await to.looksAway();
      await (from === owner && owner.on === "whatsapp"
        ? from.seat.say("*Bold*, a link and a _spoiler_ 🐕")
        : from.seat.act("say", { ...marked, ...place }));
      await from.seat.location(55.7, 37.6, place);
      await from.seat.act("venue", {
        latitude: 55,
        longitude: 37,
        title: "A clinic",
        address: "1 Lane",
        ...place,
      });
      await from.seat.contact({ phone_number: "+79990001122", first_name: "Boris", ...place });
      const all = await got(to);
      const [text] = all;
      const [location, venue, contact] = ["location", "venue", "contact"].map((kind) =>
        all.find((message) => message.kind === kind),
      );
      expect(formattingOf(text)).toEqual(formatting(from, to));
      expect(location?.message.location).toMatchObject({ latitude: 55.7, longitude: 37.6 });
      expect(venue?.message.venue).toMatchObject({ title: "A clinic", address: "1 Lane" });
      expect(contact?.message.contact).toMatchObject({
        phone_number: expect.stringMatching(/^\+?79990001122$/) as string,
        first_name: "Boris",
      });
    });

    /** What is formatted when it arrives; or the text itself, where formatting is in its marks. */
    function formatting(from: Person, to: Person): unknown {
      if (owner.on === "whatsapp" && to === owner)
        return "*Bold*, a link (https://example.com/) and a spoiler 🐕";
      const all = marked.entities.map(({ type, offset, length }) => ({
        type: type as string,
        words: marked.text.slice(offset, offset + length),
      }));
      if (owner.on === "telegram" || from !== owner) return all;
      return [all[0], { type: "italic", words: "spoiler" }];
    }

    function formattingOf(view: MessageView | undefined): unknown {
      const last = view?.text.split("\n").at(-1) ?? "";
      return view?.message.entities ? entitiesOf(view) : last;
    }

    /** What is formatted, the header that we put above aside. */
    function entitiesOf(view: MessageView | undefined): { type: string; words: string }[] {
      const text = view?.text ?? "";
      const written = text.indexOf(marked.text);
      return (view?.message.entities ?? [])
        .filter(({ offset }) => offset >= written)
        .map(({ type, offset, length }) => ({ type, words: text.slice(offset, offset + length) }));
    }

    test.each(Object.entries(ways))(
      "an album passes whole from %s, and a reply to one part of it",
      async (_, way) => {
        const { from, to, place } = way();
        await to.looksAway();
        await from.seat.album(
          [{ kind: "photo", caption: "first" }, { kind: "video" }, { kind: "photo" }],
          place,
        );
        const parts = (await got(to)).filter(({ file }) => file !== undefined);
        expect(parts.map(({ kind }) => kind)).toEqual(["photo", "video", "photo"]);
        // WhatsApp has no albums for bots: there its parts stand one below the other.
        expect(new Set(parts.map(({ album }) => album)).size).toBe(1);

        const sent = (await from.seat.messages())
          .filter(({ file, by }) => file !== undefined && by === "person")
          .slice(-3);
        await from.looksAway();
        const back: Place = to === vet ? { topic } : {};
        await to.say("what is on this one?", { replyTo: parts[1]?.id ?? 0, ...back });
        expect((await from.gets("what is on this one?")).replyTo).toBe(sent[1]?.id);
      },
    );

    test.each(Object.entries(ways))("a reply and an edit follow the message from %s", async (_, way) => {
      const { from, to, place } = way();
      await to.looksAway();
      const asked = await from.seat.say("How much does he eat?", place);
      const copy = await to.gets("How much does he eat?");
      await from.looksAway();
      const back: Place = to === vet ? { topic } : {};
      await to.say("200 grams", { replyTo: copy.id, ...back });
      expect((await from.gets("200 grams")).replyTo).toBe(asked.id);

      await from.does((seat) => seat.edit(asked.id, "How much does he drink?"));
      const changed = await to.gets("How much does he drink?");
      // The message itself, or a correction that quotes it where nothing can be edited.
      expect(to === owner && !owner.can.edit ? changed.replyTo : changed.id).toBe(copy.id);
      await from.hearsNothing();

      const photo = await from.seat.send("photo", { caption: "left", ...place });
      await to.looksAway();
      await from.seat.edit(photo.id, "right");
      await to.gets("right");
    });

    /** No standard emoji: bots may not set it. */
    const CUSTOM = "5368324170671202286";

    test.each(Object.entries(ways))("reactions appear and go, or become words, from %s", async (_, way) => {
      const { from, to } = way();
      const back: Place = to === vet ? { topic } : {};
      await from.looksAway();
      const original = await to.say("Thank you!", back);
      const heard = await from.gets("Thank you!");
      const shown = async () =>
        (await to.seat.messages())
          .find(({ id }) => id === original.id)
          ?.reactions.bot.map((reaction) => (reaction.type === "emoji" ? reaction.emoji : reaction.type));
      await from.seat.react(heard.id, "👍");
      expect(await shown()).toEqual(["👍"]);
      await from.seat.react(heard.id);
      expect(await shown()).toEqual([]);
      await to.looksAway();
      await from.seat.react(heard.id, from === owner && owner.on === "whatsapp" ? "🦴" : CUSTOM);
      // WhatsApp takes any emoji: a custom one arrives as a star. Bots of Telegram may not set it: it becomes words.
      const star = to === owner && owner.on === "whatsapp";
      expect(await shown()).toEqual(star ? ["⭐"] : []);
      if (star) return;
      const words = await to.learns(to === vet ? "desk-reacted" : "reacted");
      expect(words.replyTo).toBe(original.id);
    });

    const stubborn: [string, (seat: Seat, place: Place) => Promise<unknown>][] = [
      ["poll", (seat, place) => seat.act("poll", { question: "Which?", options: ["a", "b"], ...place })],
      ["dice", (seat, place) => seat.act("dice", { value: 3, ...place })],
      ["story", (seat, place) => seat.act("story", place)],
      ["checklist", (seat, place) => seat.act("checklist", { title: "To do", tasks: ["walk"], ...place })],
    ];

    test.each(Object.entries(ways))("what cannot pass from %s is said under the message", async (_, way) => {
      const { from, to, place } = way();
      await to.looksAway();
      const known = from === owner && owner.on === "whatsapp" ? stubborn.slice(0, 1) : stubborn;
      for (const [what, send] of known) {
        await from.does((seat) => send(seat, place));
        const refusal = await from.learns(from === vet ? "vet-cannot-pass" : "cannot-pass", { what });
        expect(refusal.replyTo).toBe((await from.seat.messages()).findLast(({ by }) => by === "person")?.id);
      }
      await to.hearsNothing();
    });

    test("the vet takes a message back, and keeps a note from the owner", async () => {
      const slip = await vet.answer("Rex", "Give him chocolate");
      const copy = await owner.gets("Give him chocolate");
      await vet.does((seat) => seat.say("/unsend", { replyTo: slip.id, topic }));
      await vet.learns("vet-unsent");
      const isLeft = (await owner.seat.messages()).some(({ id }) => id === copy.id);
      expect(isLeft).toBe(!owner.can.remove);
      // What cannot be taken away is marked.
      const marks = (await owner.news()).filter(({ replyTo }) => replyTo === copy.id);
      expect(marks).toHaveLength(isLeft ? 1 : 0);

      await vet.answer("Rex", "Give him cheese");
      await vet.pressIn("Rex", "vet-unsend");
      await vet.press("vet-unsend-yes", {}, { topic });
      await vet.learns("vet-unsent");
      const left = (await owner.seat.messages()).map(({ text }) => text).join("\n");
      expect(/chocolate|cheese/.test(left)).toBe(!owner.can.remove);

      await owner.looksAway();
      await vet.pressIn("Rex", "vet-note");
      await vet.answer("Rex", "The owner is worried, be gentle");
      await vet.learns("vet-noted");
      await owner.hearsNothing();
      await vet.pressIn("Rex", "vet-canned");
      await vet.press("canned-title-watch", {}, { topic });
      await vet.press("vet-canned-send", {}, { topic });
      await owner.learns("canned-watch");
      expect((await owner.everything()).join("\n")).not.toContain("be gentle");
    });
  });
}
