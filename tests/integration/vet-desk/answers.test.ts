import { afterEach, beforeEach, expect, test } from "vitest";
import { keepAnswer, MAX_ANSWER, MAX_ANSWERS } from "../../../core/staff/answers.ts";
import { practice, type Practice } from "../../support/practice.ts";
import { answered } from "../consultations/world.ts";
import { people, twoVets } from "./people.ts";

let clinic: Practice;

beforeEach(async () => {
  clinic = await practice();
});
afterEach(() => clinic.drop());

/** A vet with a case of Anna's. */
async function setUp() {
  const { olga, ivan, owner, deliver } = await twoVets(clinic);
  const opened = await answered(clinic, olga.person);
  const anna = await owner(opened.owner, opened.conversation);
  await deliver();
  const topic = olga.topic("#");
  /** The case's card with its buttons. */
  const card = async () => {
    await olga.write("🗂 My cases");
    await olga.press(olga.chat.messages.at(-1)?.menu[0]?.[0]?.label ?? "");
  };
  return { olga, ivan, anna, topic, card, conversation: opened.conversation };
}

const labels = ({ chat }: Awaited<ReturnType<typeof setUp>>["olga"]) =>
  chat.messages.at(-1)?.menu.flatMap((row) => row.map(({ label }) => label)) ?? [];

test("an answer written beside all cases is at hand in each, first, and goes out as it was written, once", async () => {
  const { olga, anna, card, topic, conversation } = await setUp();
  await olga.command("answers");
  expect(olga.last()).toMatch(/no answers of your own yet/);
  await olga.press("➕ Add an answer");
  await olga.write("Keep the cone on.\nEven at night!");
  expect(olga.last()).toMatch(/Saved/);
  expect(anna.texts().join()).not.toMatch(/cone/);
  await card();
  await olga.press("💬 Canned answers");
  expect(labels(olga)[0]).toBe("Keep the cone on.");
  await olga.press("Keep the cone on.");
  const [message] = olga.in(topic).filter(({ text }) => text.startsWith("The owner will get"));
  expect(message?.text).toMatch(/Keep the cone on\.\nEven at night!$/);
  await olga.press("Send");
  await olga.pressData(`say:${conversation}:1`, message);
  expect(anna.texts().filter((text) => text.endsWith("Keep the cone on.\nEven at night!"))).toHaveLength(1);
});

test("an answer written in a case's topic goes to nobody until it is sent from there", async () => {
  const { olga, anna, card, topic } = await setUp();
  await card();
  await olga.press("💬 Canned answers");
  await olga.press("✏️ My answers");
  await olga.press("➕ Add an answer");
  const id = await olga.write("Twice a day, after food", { topic });
  expect(olga.in(topic).at(-1)).toMatchObject({ replyTo: id });
  await olga.write("How is he?", { topic });
  expect(anna.texts().join()).not.toMatch(/after food/);
  expect(anna.find("How is he?")).toBeDefined();
  await olga.press("Send it now");
  await olga.press("Send");
  expect(anna.find("Twice a day, after food")).toBeDefined();
});

test("an answer is written anew, or removed after one more question", async () => {
  const { olga } = await setUp();
  await olga.command("answers");
  await olga.press("➕ Add an answer");
  await olga.write("Drink more");
  await olga.press("✏️ My answers");
  await olga.press("Drink more");
  expect(olga.find("Your answer:")?.text).toMatch(/Drink more$/);
  await olga.press("✏️ Rewrite");
  expect(olga.find("Write it anew")?.text).toMatch(/Drink more$/);
  await olga.write("Drink a little more");
  await olga.press("✏️ My answers");
  expect(labels(olga)).toEqual(["Drink a little more", "➕ Add an answer"]);
  await olga.press("Drink a little more");
  await olga.press("🗑 Remove");
  await olga.press("Never mind");
  expect(olga.find("Your answer:")).toBeDefined();
  const list = olga.chat.messages.at(-1);
  await olga.press("🗑 Remove");
  await olga.press("Yes, remove it");
  expect(list?.text).toMatch(/is removed.[^]+no answers of your own/);
  await olga.pressData("own:1", list);
  expect(list?.text).toMatch(/not in the list any more/);
});

test("what is no text, or too long, is asked for again; a mind that changes leaves the next message its way", async () => {
  const { olga, anna, topic } = await setUp();
  await olga.command("answers", "", topic === undefined ? {} : { topic });
  await olga.press("➕ Add an answer");
  await olga.write({ kind: "location", latitude: 1, longitude: 2 }, { topic });
  expect(olga.last()).toMatch(/needs words/);
  await olga.write("x".repeat(MAX_ANSWER + 1), { topic });
  expect(olga.last()).toMatch(/3,001 characters, and 3,000 fit/);
  expect(await clinic.core.db.cannedAnswer.count()).toBe(0);
  await olga.press("Never mind");
  await olga.write("Good evening!", { topic });
  expect(anna.find("Good evening!")).toBeDefined();
  await olga.command("answers");
  await olga.press("➕ Add an answer");
  await olga.command("cancel");
  await olga.write("For whom is this?");
  expect(olga.last()).toMatch(/Which case/);
  expect(await clinic.core.db.cannedAnswer.count()).toBe(0);
});

test("as many as are found at a glance, and no more", async () => {
  const { olga } = await setUp();
  for (let count = 0; count < MAX_ANSWERS; count++)
    await keepAnswer(clinic.core, olga.person, `Answer ${count}`);
  await olga.command("answers");
  expect(labels(olga)).toHaveLength(MAX_ANSWERS);
  // A button of an older list.
  await olga.pressData("write:new", olga.chat.messages.at(-1));
  await olga.write("One too many");
  expect(olga.last()).toMatch(/no room for more/);
  expect(await clinic.core.db.cannedAnswer.count()).toBe(MAX_ANSWERS);
});

test("an answer is its author's alone, and answers are for vets", async () => {
  const { olga, ivan, anna, card, topic, conversation } = await setUp();
  await ivan.command("answers");
  await ivan.press("➕ Add an answer");
  await ivan.write("Ivan's secret");
  const { number } = await clinic.core.db.cannedAnswer.findFirstOrThrow();
  await card();
  await olga.press("💬 Canned answers");
  expect(labels(olga)).not.toContain("Ivan's secret");
  for (const data of [
    `answer:${conversation}:${number}`,
    `say:${conversation}:${number}`,
    `own:${number}`,
    `write:${number}`,
    `forgotten:${number}:${conversation}`,
    "own:",
    "own:99999999999999999999",
    "write",
    "answers:x",
  ])
    await olga.pressData(data, olga.in(topic).at(-1));
  expect([...olga.chat.messages, ...anna.chat.messages].some(({ text }) => text.includes("secret"))).toBe(
    false,
  );
  expect(await clinic.core.db.cannedAnswer.count()).toBe(1);
  const { staff } = await people(clinic);
  const operator = await staff(await clinic.staff("Maria", { roles: ["operator"] }));
  await operator.command("answers");
  expect(operator.last()).toMatch(/another role/);
});
