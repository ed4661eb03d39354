import { beforeAll, describe, expect, test } from "vitest";
import type { MessageView } from "../../../sandbox/control/api.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import type { Owner } from "../support/owner.ts";
import type { Person } from "../support/person.ts";
import type { Town } from "../support/town.ts";
import type { Vet } from "../support/vet.ts";

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
    const captioned = (kind: string) => kind !== "video_note" && kind !== "sticker";

    test.each(Object.entries(ways))("every kind of file passes from %s", async (_, way) => {
      const { from, to, place, header, topic } = way();
      await to.looksAway();
      for (const kind of files)
        await from.seat.send(kind, { ...(captioned(kind) && { caption: `this is a ${kind}` }), ...place });
      const came = await got(to);
      expect(came.map(({ kind }) => kind)).toEqual([...files]);
      for (const message of came) {
        expect(message.topic).toBe(topic);
        const said =
          message.text +
          message.buttons
            .flat()
            .map(({ text }) => text)
            .join();
        expect(said).toContain(captioned(message.kind) ? `this is a ${message.kind}` : header);
        expect(said).toContain(header);
        const bytes = await town.control.download(message.file?.uid ?? "");
        expect(bytes.length).toBeGreaterThan(0);
      }
    });

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
      await from.seat.act("say", { ...marked, ...place });
      await from.seat.location(55.7, 37.6, place);
      await from.seat.act("venue", {
        latitude: 55,
        longitude: 37,
        title: "A clinic",
        address: "1 Lane",
        ...place,
      });
      await from.seat.contact({ phone_number: "+79990001122", first_name: "Boris", ...place });
      const [text, location, venue, contact] = await got(to);
      expect(entitiesOf(text)).toEqual(
        marked.entities.map(({ type, offset, length }) => ({
          type,
          words: marked.text.slice(offset, offset + length),
        })),
      );
      expect(location?.message.location).toMatchObject({ latitude: 55.7, longitude: 37.6 });
      expect(venue?.message.venue).toMatchObject({ title: "A clinic", address: "1 Lane" });
      expect(contact?.message.contact).toMatchObject({ phone_number: "+79990001122", first_name: "Boris" });
    });

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
        const parts = await got(to);
        expect(parts.map(({ kind }) => kind)).toEqual(["photo", "video", "photo"]);
        expect(new Set(parts.map(({ album }) => album)).size).toBe(1);

        const sent = (await from.seat.messages())
          .filter(({ album, by }) => album !== undefined && by === "person")
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
      expect(changed.id).toBe(copy.id);
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
      await from.seat.react(heard.id, CUSTOM);
      expect(await shown()).toEqual([]);
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
      for (const [what, send] of stubborn) {
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
      expect((await owner.seat.messages()).map(({ id }) => id)).not.toContain(copy.id);

      await vet.answer("Rex", "Give him cheese");
      await vet.pressIn("Rex", "vet-unsend");
      await vet.press("vet-unsend-yes", {}, { topic });
      await vet.learns("vet-unsent");
      const left = (await owner.seat.messages()).map(({ text }) => text).join("\n");
      expect(left).not.toMatch(/chocolate|cheese/);

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
