import { beforeAll, expect, it } from "vitest";
import { invite } from "../../../core/staff/invitations.ts";
import { OWNER_BOT, STAFF_BOT } from "../../../sandbox/bots.ts";
import type { PersonClient } from "../../../sandbox/control/client.ts";
import { placesIn } from "../../../sandbox/places.ts";
import { ownerAt, type Owner } from "../../e2e/support/owner.ts";
import { vetAt, type Vet } from "../../e2e/support/vet.ts";
import { hold, lockWaits } from "./hold.ts";
import { gatewayAt, openForm } from "./payer.ts";
import { clinicForFile, MINUTE, SECOND } from "./support.ts";
import { filesIn, foundIn, rowsOf } from "./traces.ts";

const clinic = clinicForFile({ env: { LOG_LEVEL: "trace" } });

const PET = "Barbariska";
/** What people say in this story, in words that stand nowhere else. */
const SAID = {
  complaint: "Complaint-of-the-tortoise",
  answer: "Answer-of-the-tortoise",
  question: "Question-of-the-tortoise",
  typed: "Typed-of-the-tortoise",
  queued: "Queued-of-the-tortoise",
  file: "File-of-the-tortoise",
  note: "Note-of-the-tortoise",
  conclusion: "Conclusion-of-the-tortoise",
};

let zelmira: PersonClient;
let owner: Owner;
let vet: Vet;
let link: string;
let invitation: string;

/** From the first hello to a case that a vet has taken, by the bots alone. */
async function begin(): Promise<void> {
  const { control, running, core } = clinic;
  const invited = await invite(core, { role: "vet", name: "Dr Zoya", vetSlug: "vera-lugova" });
  if (invited.kind !== "invited") throw new Error(invited.kind);
  invitation = invited.link;
  vet = vetAt(await control.person({ first_name: "Dr Zoya", language_code: "en" }), "en");
  await vet.join(invitation);
  await vet.goOnDuty();
  zelmira = await control.person({ first_name: "Zelmira", phone: "+79990007788", language_code: "en" });
  owner = ownerAt(running, zelmira, "en");
  await owner.register();
  await owner.addPet(PET);
  link = await owner.order("consultation");
  const bank = gatewayAt(control.url);
  const invoice = await openForm(link);
  await bank.forge(invoice, "signature");
  await bank.faults({ unavailable: true });
  await bank.pay(invoice);
  await bank.clearFaults();
  await owner.does(() => control.advance(6 * MINUTE));
  await owner.activate({ pet: PET, complaint: SAID.complaint });
  await vet.take(PET);
}

/** Talk on a bad day: whatever fails is logged, and must not be quoted. */
async function talk(): Promise<void> {
  const { control } = clinic;
  await control.fault({ type: "error", code: 502, times: 2 });
  await control.fault({ type: "reset", when: "before", times: 2 });
  await control.fault({ type: "reset", when: "before", method: "download" });
  await vet.answer(PET, SAID.answer);
  const base64 = Buffer.from(SAID.file).toString("base64");
  await owner.seat.send("document", { file: { base64, name: `${SAID.file}.txt` } });
  for (const _ of [1, 2, 3, 4]) await control.advance(10 * SECOND);
  await owner.seat.block();
  await vet.answer(PET, SAID.answer);
  await owner.seat.unblock();
}

beforeAll(async () => {
  await begin();
  await talk();
});

it("leaves no words in the database, whatever waits in its queues, and no names but where they belong", async () => {
  const { control, core, hasty } = clinic;
  // One in the outbox, one in an open dialog, one in the inbox, whose turn cannot begin.
  await control.fault({ type: "error", code: 429, retryAfter: 600, chat: vet.id });
  await owner.say(SAID.queued);
  await vet.pressIn(PET, "vet-note");
  await vet.answer(PET, SAID.note);
  await owner.press("menu-pets");
  await owner.press("pets-add");
  await owner.press("species-other");
  await owner.say(SAID.typed);
  const release = await hold(core.db, (db) => db.$queryRaw`select 1 from dialog for update`);
  await hasty.knownPerson(zelmira.person).at(OWNER_BOT.username).say(SAID.question);
  await expect.poll(() => lockWaits(core.db), { timeout: 5 * SECOND }).toBeGreaterThan(0);

  const counts = await Promise.all([core.db.inbox.count(), core.db.outbox.count(), core.db.dialog.count()]);
  expect(counts.every((count) => count > 0)).toBe(true);
  const { lastName, email, phone } = owner.profile;
  expect(foundIn(await rowsOf(core.db), Object.values(SAID))).toEqual([]);
  expect(
    foundIn(await rowsOf(core.db, "owner", "pet"), ["Zelmira", lastName, email, phone, phone.slice(1), PET]),
  ).toEqual([]);
  await release();
  await clinic.control.advance(11 * MINUTE);
});

it("leaves nothing of files, names, words, tokens or addresses in its folder and its log", async () => {
  const { running, core, control } = clinic;
  await owner.press("dialog-cancel").catch(() => owner.say("/cancel"));
  await vet.conclude(PET, SAID.conclusion);
  await owner.gets(SAID.conclusion);
  const { service, secretsKey } = placesIn(running.dataDir);
  expect(await core.db.file.count({ where: { state: "stored", personId: { not: null } } })).toBeGreaterThan(
    0,
  );
  expect(foundIn(await filesIn(service), Object.values(SAID))).toEqual([]);

  const log = running.log.join("\n");
  expect(log).toContain("delivery");
  const { lastName, email, phone } = owner.profile;
  const secrets = [
    OWNER_BOT.token,
    STAFF_BOT.token,
    secretsKey,
    new URL(invitation).searchParams.get("start") ?? "?",
    new URL(link).pathname.split("/").at(-1) ?? "?",
    "sandbox-password",
    ...(await control.bots()).map(({ id }) => `${id}:`),
  ];
  expect(
    foundIn(log, [...Object.values(SAID), ...secrets, "Zelmira", lastName, email, phone.slice(1), PET]),
  ).toEqual([]);
});
