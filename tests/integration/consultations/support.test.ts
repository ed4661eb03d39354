import { afterEach, beforeEach, expect, test } from "vitest";
import { ownerWrote, staffWrote } from "../../../core/consultations/wrote.ts";
import {
  closeSupport,
  returnSupport,
  supportContact,
  supportInHand,
  supportQueue,
  takeSupport,
} from "../../../core/support/answer.ts";
import { violated } from "../../../core/platform/database.ts";
import { giveContact, openSupport } from "../../../core/support/open.ts";
import { minute, practice, type Practice } from "../../support/practice.ts";

let clinic: Practice;
let operator: string;
let vet: string;

beforeEach(async () => {
  clinic = await practice();
  operator = await clinic.staff("Maria", { roles: ["operator"] });
  vet = await clinic.staff("Dr Olga Konina");
});
afterEach(() => clinic.drop());

test("a person has one support chat; who is not registered gives a name and a phone once", async () => {
  const person = await clinic.stranger();
  const first = await openSupport(clinic.core, person);
  expect(first).toMatchObject({ contactNeeded: true, answered: false });
  await giveContact(clinic.core, person, { name: "Vera", phone: "+79990001122" });
  expect(await openSupport(clinic.core, person)).toEqual({ ...first, contactNeeded: false });
  expect(await openSupport(clinic.core, await clinic.owner())).toMatchObject({ contactNeeded: false });
});

test("the first message joins the operators' queue; one of two takes it; the operator sees how to call back", async () => {
  const person = await clinic.stranger();
  const { conversation } = await openSupport(clinic.core, person);
  await giveContact(clinic.core, person, { name: "Vera", phone: "+79990001122" });
  expect(await supportQueue(clinic.core, operator)).toEqual([]);
  await ownerWrote(clinic.core, person, conversation);
  await ownerWrote(clinic.core, person, conversation);
  expect(await supportQueue(clinic.core, operator)).toEqual([
    { conversation, name: "Vera", since: minute(0) },
  ]);
  expect(await supportQueue(clinic.core, vet)).toEqual([]);
  expect(await clinic.told(operator)).toEqual(["deskSupportWaits"]);
  expect(await clinic.told(vet)).toEqual([]);
  expect(await clinic.told(person)).toEqual(["supportReceived"]);

  const second = await clinic.staff("Nina", { roles: ["administrator"] });
  const results = await Promise.all(
    [operator, second].map((id) => takeSupport(clinic.core, id, conversation)),
  );
  expect(results.map(({ kind }) => kind).sort()).toEqual(["already_taken", "taken"]);
  const [winner, loser] = results[0]?.kind === "taken" ? [operator, second] : [second, operator];
  expect(await supportContact(clinic.core, winner, conversation)).toEqual({
    name: "Vera",
    phone: "+79990001122",
  });
  expect(await supportContact(clinic.core, loser, conversation)).toBeUndefined();
  expect(await supportInHand(clinic.core, winner)).toEqual([{ conversation, name: "Vera" }]);
  expect(await takeSupport(clinic.core, vet, conversation)).toEqual({ kind: "not_allowed" });
  expect(await staffWrote(clinic.core, winner, conversation)).toMatchObject({ kind: "open" });
  expect(await staffWrote(clinic.core, loser, conversation)).toEqual({ kind: "unknown" });
});

test("nobody waits for who has an operator, or in what is closed: the database does not hold it", async () => {
  const { conversation } = await openSupport(clinic.core, await clinic.owner());
  const set = (data: { staffId?: string; open?: boolean }) =>
    clinic.core.db.conversation
      .update({ where: { id: conversation }, data: { ...data, waitingSince: minute(0) } })
      .then(() => "held", violated);
  expect(await set({ staffId: operator })).toBe("conversation_waiting");
  expect(await set({ open: false })).toBe("conversation_waiting");
});

test("operators are reminded while someone waits, and the person is told; an answer ends that", async () => {
  const person = await clinic.owner();
  const { conversation } = await openSupport(clinic.core, person);
  await ownerWrote(clinic.core, person, conversation);
  await clinic.at(60);
  expect(await clinic.told(operator)).toEqual(["deskSupportWaits", "deskSupportWaits", "deskSupportWaits"]);
  expect(await clinic.told(person)).toEqual(["supportReceived", "supportDelayed"]);
  await takeSupport(clinic.core, operator, conversation);
  expect(await returnSupport(clinic.core, operator, conversation)).toEqual({ kind: "returned" });
  expect(await returnSupport(clinic.core, operator, conversation)).toEqual({ kind: "gone" });
  expect((await clinic.told(person)).at(-1)).toBe("supportReturned");
  await takeSupport(clinic.core, operator, conversation);
  await clinic.at(200);
  expect((await clinic.told(person)).at(-1)).toBe("supportTaken");
});

test("closed by either side; a new message opens it again", async () => {
  const person = await clinic.owner();
  const { conversation } = await openSupport(clinic.core, person);
  await ownerWrote(clinic.core, person, conversation);
  await takeSupport(clinic.core, operator, conversation);
  expect(await closeSupport(clinic.core, { side: "staff", person: vet }, conversation)).toEqual({
    kind: "gone",
  });
  expect(await closeSupport(clinic.core, { side: "staff", person: operator }, conversation)).toEqual({
    kind: "closed",
  });
  expect(await staffWrote(clinic.core, operator, conversation)).toEqual({ kind: "unknown" });
  const { selectedId } = await clinic.core.db.person.findUniqueOrThrow({ where: { id: person } });
  expect(selectedId).toBeNull();
  expect(await ownerWrote(clinic.core, person, conversation)).toMatchObject({
    kind: "open",
    conversation: { open: true },
  });
  expect(await supportQueue(clinic.core, operator)).toHaveLength(1);
  expect(await closeSupport(clinic.core, { side: "owner", person }, conversation)).toEqual({
    kind: "closed",
  });
  expect(await supportQueue(clinic.core, operator)).toEqual([]);
  expect(await clinic.core.db.timer.count()).toBe(0);
});
