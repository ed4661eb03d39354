import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activate } from "../../../core/consultations/activate.ts";
import { giveContact, openSupport } from "../../../core/support/open.ts";
import { practice, type Practice } from "../../support/practice.ts";
import { answered, conclude } from "../consultations/world.ts";
import { twoVets } from "./people.ts";

let clinic: Practice;
let played: Awaited<ReturnType<typeof twoVets>>;
let olga: typeof played.olga;
let ivan: typeof played.ivan;

beforeAll(async () => {
  clinic = await practice();
  played = await twoVets(clinic);
  ({ olga, ivan } = played);
});
afterAll(() => clinic.drop());

const BUTTONS = ["card", "finish", "note", "return", "returned", "unsend", "canned"];

describe("a button of a conversation", () => {
  test("that a colleague has says so, and does and shows nothing", async () => {
    const { conversation } = await answered(clinic, olga.person);
    await played.deliver();
    for (const data of [...BUTTONS, "answer", "say"].map((name) => `${name}:${conversation}:hello`)) {
      const before = ivan.chat.messages.length;
      await ivan.pressData(data);
      const said = ivan.chat.messages.slice(before);
      expect([data, said.map(({ text }) => text)]).toEqual([
        data,
        [expect.stringMatching(/this conversation is not yours now/)],
      ]);
      expect(said[0]?.menu.flat().map(({ label }) => label)).toEqual(["📋 Queue"]);
    }
    expect(await clinic.core.db.desk.count({ where: { conversationId: conversation } })).toBe(1);
  });

  test("that is over offers to reopen it", async () => {
    const { consultation, conversation } = await answered(clinic, olga.person);
    await conclude(clinic, olga.person, consultation);
    for (const name of BUTTONS) {
      await olga.pressData(`${name}:${conversation}`);
      expect([name, olga.last()]).toEqual([name, expect.stringMatching(/is finished\. You can reopen it/)]);
    }
    expect(await clinic.core.db.desk.findMany({ where: { conversationId: conversation } })).toMatchObject([
      { awaiting: null },
    ]);
  });

  test("with support that a colleague has does not finish it", async () => {
    const [maria, nina] = [
      await played.staff(await clinic.staff("Maria", { roles: ["operator"] })),
      await played.staff(await clinic.staff("Nina", { roles: ["operator"] })),
    ];
    const person = await clinic.stranger();
    const { conversation } = await openSupport(clinic.core, person);
    await giveContact(clinic.core, person, { name: "Vera", phone: "+79990001122" });
    const vera = await played.owner(person, conversation);
    await vera.write("How do I pay?");
    await maria.press("Take");
    for (const name of BUTTONS) {
      await nina.pressData(`${name}:${conversation}`);
      expect([name, nina.last()]).toEqual([name, expect.stringMatching(/not yours now/)]);
    }
    await maria.write("By card", { topic: maria.topic("💬 Vera") });
    expect(vera.find("By card")).toBeDefined();
  });
});

test("a message quoted out of another case of the same owner is not shown with it, to either side", async () => {
  const first = await answered(clinic, olga.person);
  const second = await activate(clinic.core, first.owner, {
    entitlement: await clinic.entitlement(first.owner),
    pet: await clinic.pet(first.owner, "Murka"),
    complaint: { text: "Sneezes", files: [] },
  });
  if (second.kind !== "activated") throw new Error(second.kind);
  await played.deliver();
  await olga.press("Take", "Murka");
  const aboutRex = await played.owner(first.owner, first.conversation);
  const aboutMurka = await played.owner(first.owner, second.conversation);
  const topicOf = async (conversationId: string) =>
    (await clinic.core.db.desk.findFirstOrThrow({ where: { conversationId } })).topic ?? undefined;
  const [rex, murka] = [await topicOf(first.conversation), await topicOf(second.conversation)];

  const ofRex = await olga.write("Rex may walk", { topic: rex });
  await olga.write("As I said", { topic: murka, replyTo: ofRex });
  const shown = aboutMurka.find("As I said");
  expect(shown).toMatchObject({ text: expect.stringContaining("Murka"), replyTo: null });

  await aboutRex.write("He limps again", shown?.id);
  expect(olga.in(rex).at(-1)).toMatchObject({ text: "He limps again", replyTo: null });
  expect(olga.in(murka).map(({ text }) => text)).not.toContain("He limps again");
  // What is kept is not tied together either: whoever takes one of the cases reads this.
  const crossed = await clinic.core.db.$queryRaw`
    select 1 from message m join message q on q.id = m.reply_to_id where q.conversation_id <> m.conversation_id`;
  expect(crossed).toEqual([]);
});
