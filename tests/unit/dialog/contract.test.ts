import { describe, expect, test } from "vitest";
import { plain, t } from "../../../bots/texts.ts";
import { addDog, addPet, addPetWithSex, options, q, year, type D } from "./flows.ts";
import { channels, Chat, labels, texts, type Channel } from "./person.ts";

const media = (ref: string, kind: "photo" | "video" | "sticker" = "photo") => ({
  kind,
  ref,
});
const numbers = Array.from({ length: 20 }, (_, index) => `breed ${index + 1}`);

/** A person who has answered some questions of `addPet` when its code changes. */
async function deployed(channel: Channel, before: number, flow: (dialog: D) => Promise<void>) {
  const chat = new Chat(channel, { addPet });
  await chat.enter("addPet");
  for (const answer of ["Rex", "dog", "Husky"].slice(0, before)) await chat.say(answer);
  chat.flows = { addPet: flow };
  return chat;
}

const logOf = ({ state = "{}" }: { readonly state: string | undefined }): unknown =>
  (JSON.parse(state) as { log?: unknown }).log;

describe.each(channels)("dialog over $channel", (channel) => {
  test("asks, takes answers and runs the effect once, with a restart before every message", async () => {
    const chat = new Chat(channel, { addPet });
    expect(texts(await chat.enter("addPet"))).toEqual(["name?"]);
    expect(texts(await chat.say("Rex"))).toEqual(["species?"]);
    expect(texts(await chat.press("dog"))).toEqual(["breed?"]);
    expect(texts(await chat.say("Husky"))).toEqual(["born?"]);
    expect(texts(await chat.say("2019"))).toEqual(["Saved Rex"]);
    expect(chat.notes).toEqual(["Rex dog Husky 2019"]);
    expect(chat.open).toBe(false);
  });

  test("an option is picked by its number and by its label, whatever the case", async () => {
    for (const [word, kind] of [
      ["2", "cat"],
      ["CAT", "cat"],
      ["1.", "dog"],
    ] as const) {
      const chat = new Chat(channel, { addPet });
      await chat.enter("addPet");
      await chat.say("Rex");
      await chat.say(word);
      await chat.say("Husky");
      await chat.say("2019");
      expect(chat.notes).toEqual([`Rex ${kind} Husky 2019`]);
    }
  });

  test("a label is understood in any language", async () => {
    const chat = new Chat(channel, {
      async sure(dialog: D) {
        const sure = await dialog.confirm(q("sure"));
        await dialog.do("note", (core) => core.note(String(sure)));
      },
    });
    await chat.enter("sure");
    await chat.say("да!");
    await chat.enter("sure");
    await chat.say("no");
    expect(chat.notes).toEqual(["true", "false"]);
  });

  test("a bad answer gets a hint and does not enter the log", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    const log = logOf(chat);
    expect(texts(await chat.send({ kind: "other" }))).toEqual([expect.stringContaining("in words")]);
    await chat.send({ kind: "media", media: [media("1", "sticker")] });
    await chat.say("   ");
    expect(logOf(chat)).toEqual(log);
    await chat.say("Rex");
    expect(texts(await chat.say("dragon"))).toEqual(["Please choose one of the options below."]);
    await chat.press("parrot");
    expect(texts(await chat.say("long ago"))).toEqual(["A year, please: 2019."]);
    expect(texts(await chat.say("2019"))).toEqual(["Saved Rex"]);
  });

  test("a hint to a choice brings its buttons along", async () => {
    const chat = new Chat(channel, { addPet });
    await chat.enter("addPet");
    await chat.say("Rex");
    const [hint] = await chat.say("dragon");
    expect(labels(hint)).toEqual(["dog", "cat", "parrot", "← Back"]);
    expect(texts(await chat.press("cat", hint))).toEqual(["breed?"]);
  });

  describe("back", () => {
    test("returns to the question before, by button and by word, and forgets its answer", async () => {
      const chat = new Chat(channel, { addPet });
      const [first] = await chat.enter("addPet");
      expect(labels(first)).toEqual([]);
      await chat.say("Rex");
      await chat.press("dog");
      expect(texts(await chat.press("← Back"))).toEqual(["species?"]);
      expect(texts(await chat.say("Назад"))).toEqual(["name?"]);
      expect(texts(await chat.send({ kind: "back" }))).toEqual([expect.stringContaining("first step")]);
      await chat.say("Tom");
      await chat.press("parrot");
      await chat.say("2020");
      expect(chat.notes).toEqual(["Tom parrot - 2020"]);
    });

    const booking = {
      async booking(dialog: D) {
        await dialog.ask(q("day"));
        await dialog.do("hold", (core) => core.note("held"));
        await dialog.ask(q("name"));
        await dialog.ask(q("phone"));
      },
    };

    test("shows a list or a carousel as it was left, also after a restart and without end", async () => {
      const items = ["one", "two", "three"].map((value) => ({ value }));
      const chat = new Chat(channel, {
        async shop(dialog: D) {
          await dialog.ask(q("name"));
          await dialog.carousel("cards", items, ({ value }) => ({
            text: plain(`Card ${value}`),
            actions: [{ value: "look", label: plain(`Look at ${value}`) }],
          }));
          await dialog.choose(q("page"), options("a", "b", "c", "d", "e"), { pageSize: 2, search: true });
          await dialog.ask(q("last"));
        },
      });
      await chat.enter("shop");
      await chat.say("Rex");
      await chat.press("▶");
      await chat.press("Look at two");
      await chat.press("▶");
      await chat.press("c");
      const [page] = await chat.press("← Back");
      expect(labels(page).slice(0, 2)).toEqual(["c", "d"]);
      const [card] = await chat.press("← Back");
      expect(card?.text).toBe("Card two");
      expect(texts(await chat.press("▶", card))).toEqual(["Card three"]);
      await chat.press("Look at three");
      expect(texts(await chat.press("← Back"))).toEqual(["Card three"]);
      // Further back and on again it begins anew: it is another question by then.
      expect(texts(await chat.press("← Back"))).toEqual(["name?"]);
      expect(texts(await chat.say("Tom"))).toEqual(["Card one"]);
    });

    test("never leads past a committed effect", async () => {
      const chat = new Chat(channel, booking);
      await chat.enter("booking");
      const [name] = await chat.say("Monday");
      expect(labels(name)).toEqual([]);
      expect(texts(await chat.send({ kind: "back" }))).toEqual([expect.stringContaining("already saved")]);
      await chat.say("Anna");
      expect(texts(await chat.press("← Back"))).toEqual(["name?"]);
      expect(texts(await chat.send({ kind: "back" }))).toEqual([expect.stringContaining("already saved")]);
      expect(chat.notes).toEqual(["held"]);
    });

    test("leads past a read, which is then read anew", async () => {
      const reads: string[] = [];
      const chat = new Chat(channel, {
        async look(dialog: D) {
          const day = await dialog.ask(q("day"));
          const free = await dialog.read("free", () => Promise.resolve((reads.push(day), [`${day} 10:00`])));
          await dialog.choose(q("slot"), options(...free));
          await dialog.ask(q("name"));
        },
      });
      await chat.enter("look");
      await chat.say("Monday");
      expect(texts(await chat.press("← Back"))).toEqual(["day?"]);
      const [slot] = await chat.say("Tuesday");
      expect(labels(slot)).toContain("Tuesday 10:00");
      await chat.press("Tuesday 10:00");
      expect(reads).toEqual(["Monday", "Tuesday"]);
    });
  });

  test("steps of a loop are told apart", async () => {
    const chat = new Chat(channel, {
      async loop(dialog: D) {
        const names: string[] = [];
        while (names.length < 3) names.push(await dialog.ask(q("name")));
        await dialog.do("note", (core) => core.note(names.join(" ")));
      },
    });
    await chat.enter("loop");
    const question = chat.shown.at(-1)?.of;
    for (const name of ["Rex", "Tom"]) await chat.say(name);
    expect(chat.shown.at(-1)?.of).not.toBe(question);
    await chat.say("Kim");
    expect(chat.notes).toEqual(["Rex Tom Kim"]);
  });

  describe("effects", () => {
    test("one that fails cancels the turn, and the same message sent again goes through", async () => {
      let broken = true;
      const chat = new Chat(channel, {
        async order(dialog: D) {
          await dialog.ask(q("name"));
          await dialog.say(plain("Working on it"));
          try {
            await dialog.do("save", (core) => {
              if (broken) throw new TypeError("the database is down");
              return core.note("saved");
            });
          } catch {
            await dialog.say(plain("A flow never sees the failure"));
          }
          await dialog.ask(q("more"));
        },
      });
      await chat.enter("order");
      const { state } = chat;
      await expect(chat.say("Anna")).rejects.toThrow(/the database is down/);
      expect([chat.state, chat.notes, texts(chat.shown)]).toEqual([state, [], ["name?"]]);
      broken = false;
      expect(texts(await chat.say("Anna"))).toEqual(["Working on it", "more?"]);
      expect(chat.notes).toEqual(["saved"]);
    });

    test("a failure in the very first step leaves no dialog", async () => {
      const chat = new Chat(channel, {
        broken: (dialog: D) => dialog.do("save", () => Promise.reject(new Error("down"))),
      });
      await expect(chat.enter("broken")).rejects.toThrow("down");
      expect(chat.open).toBe(false);
    });

    test("a flow that throws cancels the turn", async () => {
      const chat = new Chat(channel, {
        async odd(dialog: D) {
          await dialog.ask(q("name"));
          throw new Error("a mistake in the flow");
        },
      });
      await chat.enter("odd");
      const { state } = chat;
      await expect(chat.say("Anna")).rejects.toThrow("a mistake in the flow");
      expect(chat.state).toBe(state);
    });

    test("results look the same before and after a restart", async () => {
      const seen: unknown[] = [];
      const chat = new Chat(channel, {
        async look(dialog: D) {
          seen.push(
            await dialog.read("row", () => Promise.resolve({ at: new Date(0), none: undefined, list: [1] })),
          );
          seen.push(await dialog.read("nothing", () => Promise.resolve(undefined)));
          await dialog.ask(q("name"));
        },
      });
      await chat.enter("look");
      await chat.say("Anna");
      expect(seen.slice(0, 2)).toEqual([{ at: "1970-01-01T00:00:00.000Z", list: [1] }, undefined]);
      expect(seen.slice(2)).toEqual(seen.slice(0, 2));
    });

    test("an effect has the same idempotency key each time it is tried, and another in each turn of a loop", async () => {
      const keys: string[] = [];
      let broken = true;
      const chat = new Chat(channel, {
        async order(dialog: D) {
          for (const n of [1, 2]) {
            await dialog.do("save", (_core, once) => {
              keys.push(once);
              if (broken && n === 2) throw new Error("down");
              return Promise.resolve(n);
            });
          }
        },
      });
      await expect(chat.enter("order")).rejects.toThrow("down");
      broken = false;
      await chat.enter("order");
      expect(keys).toEqual([
        "dialog-1 do save",
        "dialog-1 do save#2",
        "dialog-1 do save",
        "dialog-1 do save#2",
      ]);
    });
  });

  describe("a deploy in the middle of a dialog", () => {
    test("a question inserted before the open one: earlier answers are kept, the new one is asked", async () => {
      const chat = await deployed(channel, 2, addPetWithSex);
      expect(texts(await chat.say("Husky"))).toEqual(["sex?"]);
      expect(texts(await chat.press("he"))).toEqual(["breed?"]);
      await chat.say("Husky");
      await chat.say("2019");
      expect(chat.notes).toEqual(["Rex dog he Husky 2019"]);
    });

    test("a question removed: the open one is asked again and nothing shifts", async () => {
      const chat = await deployed(channel, 2, addDog);
      expect(texts(await chat.say("Husky"))).toEqual(["breed?"]);
      await chat.say("Husky");
      expect(chat.notes).toEqual(["Rex Husky"]);
    });

    test("an answer that is no option any more is asked for again", async () => {
      const chat = new Chat(channel, { addPet });
      await chat.enter("addPet");
      await chat.say("Rex");
      await chat.say("3");
      chat.flows = { addPet: addPetWithSex };
      expect(texts(await chat.say("2019"))).toEqual(["Please choose one of the options below."]);
      expect(texts(await chat.say("1"))).toEqual(["sex?"]);
    });

    test("a number typed against the old list stays the option it meant", async () => {
      const chat = new Chat(channel, { addPet });
      await chat.enter("addPet");
      await chat.say("Rex");
      await chat.say("1");
      chat.flows = {
        async addPet(dialog: D) {
          await dialog.ask(q("name"));
          const kind = await dialog.choose(q("species"), options("cat", "dog"));
          await dialog.ask(q("breed"));
          await dialog.do("save", (core) => core.note(kind));
        },
      };
      await chat.say("Husky");
      expect(chat.notes).toEqual(["dog"]);
    });

    test("an effect inserted before another is not given its result", async () => {
      const ran: string[] = [];
      const price = async (dialog: D) =>
        dialog.do("price", (_core, once) => Promise.resolve((ran.push(once), 100)));
      const chat = new Chat(channel, {
        async order(dialog: D) {
          await price(dialog);
          await dialog.ask(q("sure"));
        },
      });
      await chat.enter("order");
      chat.flows = {
        async order(dialog: D) {
          const discount = await dialog.do("discount", (_core, once) => Promise.resolve((ran.push(once), 5)));
          const full = await price(dialog);
          await dialog.ask(q("sure"));
          await dialog.say(plain(`${full - discount}`));
        },
      };
      expect(texts(await chat.say("yes"))).toEqual(["sure?"]);
      expect(texts(await chat.say("yes"))).toEqual(["95"]);
      expect(ran).toEqual(["dialog-1 do price", "dialog-1 do discount", "dialog-1 do price"]);
    });

    test("a flow that is gone leaves no dialog open", async () => {
      const chat = await deployed(channel, 1, addPet);
      chat.flows = {} as never;
      expect(await chat.say("dog")).toEqual([]);
      await chat.turn(async (dialogs, host) => expect(await dialogs.active(host)).toBeUndefined());
    });
  });

  describe("pages and search", () => {
    const breeds = {
      async breeds(dialog: D) {
        const breed = await dialog.choose(q("breed"), options(...numbers), {
          pageSize: 6,
          columns: 2,
          search: true,
        });
        await dialog.do("note", (core) => core.note(breed));
        await dialog.ask(q("end"));
      },
    };

    test("arrows turn pages in the same message, round from the last to the first", async () => {
      const chat = new Chat(channel, breeds);
      const [first] = await chat.enter("breeds");
      expect(first?.rows?.map((row) => row.length)).toEqual([2, 2, 2, 3]);
      expect(first?.text).toContain("type part of a name");
      const [second] = await chat.press("▶");
      expect(second?.edits).toBe(first?.key);
      expect(labels(second)).toEqual([...numbers.slice(6, 12), "◀", "2/4", "▶"]);
      await chat.press("◀");
      const [last] = await chat.press("◀");
      expect(labels(last)).toEqual([...numbers.slice(18), "◀", "4/4", "▶"]);
      await chat.press("▶");
      expect(await chat.press("1/4")).toEqual([]); // already there: nothing to show
      await chat.press("breed 3", first);
      expect(chat.notes).toEqual(["breed 3"]);
    });

    test("turning pages makes the log no longer", async () => {
      const chat = new Chat(channel, breeds);
      await chat.enter("breeds");
      await chat.press("▶");
      const log = logOf(chat);
      for (let n = 0; n < 8; n++) await chat.press("▶");
      expect(logOf(chat)).toEqual(log);
    });

    test("numbers count over all pages; a sign turns the page for those who have no buttons", async () => {
      const chat = new Chat(channel, breeds);
      await chat.enter("breeds");
      const [second] = await chat.say(">");
      expect(second?.rows?.[0]?.[0]?.number).toBe(7);
      expect(second?.edits).toBeUndefined(); // who types looks at the end of the chat
      await chat.say("20");
      expect(chat.notes).toEqual(["breed 20"]);
    });

    test("typing looks for options; a number then means the list found", async () => {
      const chat = new Chat(channel, breeds);
      await chat.enter("breeds");
      const [found] = await chat.say("REED 1");
      expect(found?.text).toContain("Found 11 matches for “REED 1”");
      expect(labels(found)).toEqual(["breed 1", ...numbers.slice(9, 14), "◀", "1/2", "▶", "Show all"]);
      const [page] = await chat.press("▶");
      expect(labels(page)).toContain("breed 15");
      await chat.say("2");
      expect(chat.notes).toEqual(["breed 10"]);
      expect(texts(await chat.say("x"))).toEqual([]);
    });

    test("a search without result says so, and the whole list can be had again", async () => {
      const chat = new Chat(channel, breeds);
      await chat.enter("breeds");
      const [none] = await chat.say("unicorn");
      expect(none?.text).toContain("Nothing found for “unicorn”");
      expect(labels(none)).toContain("breed 1");
      await chat.say("breed 2");
      expect(chat.notes).toEqual(["breed 2"]);
      const other = new Chat(channel, breeds);
      await other.enter("breeds");
      await other.say("eed 20");
      const [all] = await other.press("Show all");
      expect(labels(all)).toContain("1/4");
    });
  });

  test("a carousel edits its message, and a button means the card it stood under", async () => {
    const items = ["one", "two", "three"].map((value) => ({ value, price: value.length }));
    const chat = new Chat(channel, {
      async shop(dialog: D) {
        const { item, action } = await dialog.carousel("shop", items, ({ value }, index) => ({
          text: plain(`Package ${value}`),
          ...(index === 1 && { photo: "17" }),
          actions: options("buy", "more"),
        }));
        await dialog.do("note", (core) => core.note(`${action} ${item.value} ${item.price}`));
      },
    });
    const [one] = await chat.enter("shop");
    expect(labels(one)).toEqual(["◀", "1/3", "▶", "buy", "more"]);
    const [two] = await chat.press("▶");
    expect(two).toMatchObject({ text: "Package two", photo: "17", edits: one?.key });
    const [hint] = await chat.say("what?");
    expect(hint).toMatchObject({ text: expect.stringContaining("Package two"), photo: "17" });
    const [three] = await chat.press("▶");
    expect(three).toMatchObject({ text: "Package three", edits: hint?.key });
    await chat.press("more", two);
    expect(chat.notes).toEqual(["more two 3"]);
    await chat.enter("shop");
    await chat.say("<");
    await chat.say("1");
    expect(chat.notes.at(-1)).toBe("buy three 5");
  });

  describe("old buttons", () => {
    test("one of another question is refused with a hint", async () => {
      const chat = new Chat(channel, { addPet });
      await chat.enter("addPet");
      const [species] = await chat.say("Rex");
      await chat.press("dog", species);
      const [hint] = await chat.press("cat", species);
      expect(hint?.text).toContain("earlier question");
      expect(texts(await chat.say("Husky"))).toEqual(["born?"]);
    });

    test("the same one tapped twice is passed over in silence", async () => {
      const chat = new Chat(channel, { addPet });
      await chat.enter("addPet");
      const [species] = await chat.say("Rex");
      await chat.press("dog", species);
      expect(await chat.press("dog", species)).toEqual([]);
      expect(texts(await chat.say("Husky"))).toEqual(["born?"]);
    });

    test("one of an earlier run of the same flow is refused", async () => {
      const chat = new Chat(channel, { addPet });
      await chat.enter("addPet");
      const [species] = await chat.say("Rex");
      const old = chat.turn.bind(chat);
      chat.turn = (work) => old((dialogs, host) => work(dialogs, { ...host, ids: () => "dialog-2" }));
      await chat.enter("addPet");
      await chat.say("Rex");
      expect((await chat.press("dog", species))[0]?.text).toContain("earlier question");
    });

    test("one that comes when nothing is open does nothing", async () => {
      const chat = new Chat(channel, { addPet });
      await chat.enter("addPet");
      const [species] = await chat.say("Rex");
      await chat.turn((dialogs, host) => dialogs.leave(host));
      expect(await chat.press("dog", species)).toEqual([]);
    });
  });

  test("skip: by button, by word; not where an answer is needed", async () => {
    const chat = new Chat(channel, {
      async born(dialog: D) {
        const born = await dialog.ask(q("born"), year, { skip: true });
        const chip = await dialog.ask(q("chip"), undefined, { skip: t("dialog-no") });
        await dialog.do("note", (core) => core.note(`${born} ${chip}`));
        await dialog.ask(q("name"));
      },
    });
    const [born] = await chat.enter("born");
    expect(labels(born)).toEqual(["Skip"]);
    await chat.press("Skip");
    await chat.say("нет");
    expect(chat.notes).toEqual(["undefined undefined"]);
  });

  test("suggestions are pressed or replaced by other words", async () => {
    const long = "x".repeat(80);
    const chat = new Chat(channel, {
      async name(dialog: D) {
        const name = await dialog.ask(q("name"), (words) => words.toUpperCase(), { suggest: ["Anna", long] });
        await dialog.do("note", (core) => core.note(name));
      },
    });
    for (const label of ["Anna", long]) {
      await chat.enter("name");
      await chat.press(label);
    }
    await chat.enter("name");
    await chat.say("kim");
    expect(chat.notes).toEqual(["ANNA", long.toUpperCase(), "KIM"]);
  });

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

  test("entering in the middle replaces the open dialog; leaving drops it", async () => {
    const chat = new Chat(channel, { addPet, addDog });
    await chat.enter("addPet");
    await chat.say("Rex");
    await chat.turn(async (dialogs, host) => expect(await dialogs.active(host)).toBe("addPet"));
    expect(texts(await chat.enter("addDog"))).toEqual(["name?"]);
    await chat.say("Tom");
    await chat.turn(async (dialogs, host) => {
      expect(await dialogs.active(host)).toBe("addDog");
      expect(await dialogs.leave(host)).toBe(true);
      expect(await dialogs.leave(host)).toBe(false);
      expect(await dialogs.answer(host, { kind: "text", text: "hi" })).toBe("none");
    });
    expect(chat.open).toBe(false);
  });

  test("arguments of a flow survive restarts", async () => {
    const chat = new Chat(channel, {
      async edit(dialog: D, pet: string, fields: readonly string[]) {
        await dialog.ask(q("name"));
        await dialog.do("note", (core) => core.note(`${pet} ${fields.join("+")}`));
      },
    });
    await chat.enter("edit", "pet-1", ["name", "breed"]);
    await chat.say("Rex");
    expect(chat.notes).toEqual(["pet-1 name+breed"]);
  });

  test("goes on in the language just chosen, and knows the person as of then", async () => {
    const chat = new Chat(channel, {
      async language(dialog: D) {
        const { locale } = await dialog.person();
        const chosen = await dialog.choose(q("language"), options("ru", "en"));
        dialog.speak(chosen);
        await dialog.confirm(q("sure"));
        await dialog.say(t(locale === "en" ? "dialog-need-text" : "dialog-need-pick"));
      },
    });
    await chat.enter("language");
    const [sure] = await chat.press("ru");
    expect(labels(sure)).toEqual(["Да", "Нет", "← Назад"]);
    chat.person = { locale: "ru", zone: "Europe/Moscow" };
    expect(texts(await chat.press("Да"))).toEqual([expect.stringContaining("словами")]);
  });

  test("a state that cannot be read is no dialog", async () => {
    const chat = new Chat(channel, { addPet });
    chat.state = JSON.stringify({ some: "other form" });
    expect(await chat.say("hi")).toEqual([]);
    expect(texts(await chat.enter("addPet"))).toEqual(["name?"]);
  });
});
