import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { deliveries } from "../../../core/messaging/delivery.ts";
import { receive, type Arrival } from "../../../core/messaging/intake.ts";
import type { Messenger } from "../../../core/messaging/messenger.ts";
import type { Core } from "../../../core/platform/core.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { takeTurns } from "../../../bots/turn.ts";
import { ownerBot } from "../../../bots/telegram/owner-bot.ts";
import { staffBot } from "../../../bots/telegram/staff-bot.ts";
import { telegramRegistry } from "../../../bots/owner/index.ts";
import { handleStaff } from "../../../bots/vet/handle.ts";
import type { UserFromGetMe } from "grammy/types";
import { testCore, type TestCore } from "../../support/core.ts";
import { testDatabase, type TestDatabase } from "../../support/database.ts";

/** People with a case each, and what each has said: enough for a plan that reads all of it to be dear. */
const PEOPLE = 6_000;
const MESSAGES = 5;

const id = (kind: number, n: string) =>
  `('00000000-0000-7000-8${kind}00-' || lpad((${n})::text, 12, '0'))::uuid`;

/** A clinic after a while, written by a few statements. */
const past = [
  `insert into clinic (id, slug, name, address, about, phone, email, time_zone, hours)
   values (${id(0, "1")}, 'paw', '{}', '{}', '{}', '+74950000000', 'clinic@example.com', 'Europe/Moscow', '[]')`,
  `insert into package (id, clinic_id, slug, title, summary, details, sessions, valid_days, position)
   values (${id(0, "2")}, ${id(0, "1")}, 'c', '{}', '{}', '{}', 1, 90, 1)`,
  ...(["owner", "staff"] as const).flatMap((side, at) => [
    `insert into person (id, locale, time_zone, channel, created_at)
     select ${id(at + 1, "n")}, 'en', 'Europe/Moscow', '${at === 0 ? "telegram" : "staff"}', now()
     from generate_series(1, ${PEOPLE}) n`,
    `insert into identity (channel, external_id, person_id, created_at)
     select '${at === 0 ? "telegram" : "staff"}', n::text, ${id(at + 1, "n")}, now() from generate_series(1, ${PEOPLE}) n`,
  ]),
  `insert into owner (id, first_name, last_name, phone, birth_date, email, city, registered_at)
   select ${id(1, "n")}, 'Anna', 'P', '+7999' || lpad(n::text, 7, '0'), '1990-05-01', 'anna@example.com', 'Moscow', now()
   from generate_series(1, ${PEOPLE}) n`,
  `insert into staff (id, name, roles, topics, joined_at)
   select ${id(2, "n")}, 'Vet', '{vet}', true, now() from generate_series(1, ${PEOPLE}) n`,
  `insert into pet (id, owner_id, name, species, created_at)
   select ${id(3, "n")}, ${id(1, "n")}, 'Rex', 'dog', now() from generate_series(1, ${PEOPLE}) n`,
  `insert into "order" (id, token, owner_id, package_id, state, payer, locale, currency, list_amount, amount, created_at, expires_at, paid_at)
   select ${id(4, "n")}, 't' || n, ${id(1, "n")}, ${id(0, "2")}, 'paid', '\\x01', 'en', 'RUB', 1, 1, now(), now() + interval '1 day', now()
   from generate_series(1, ${PEOPLE}) n`,
  `insert into entitlement (id, owner_id, order_id, package_id, currency, session_amount, granted_at, expires_at)
   select ${id(5, "n")}, ${id(1, "n")}, ${id(4, "n")}, ${id(0, "2")}, 'RUB', 1, now(), now() + interval '1 day' from generate_series(1, ${PEOPLE}) n`,
  `insert into conversation (id, kind, owner_id, staff_id, open, created_at)
   select ${id(6, "n")}, 'consultation', ${id(1, "n")}, ${id(2, "n")}, true, now() from generate_series(1, ${PEOPLE}) n`,
  `insert into consultation (id, conversation_id, owner_id, pet_id, entitlement_id, state, complaint, vet_id, created_at, starts_at, taken_at, answered_at)
   select ${id(7, "n")}, ${id(6, "n")}, ${id(1, "n")}, ${id(3, "n")}, ${id(5, "n")}, 'active', '\\x01', ${id(2, "n")}, now(), now(), now(), now()
   from generate_series(1, ${PEOPLE}) n`,
  `insert into desk (conversation_id, staff_id, topic)
   select ${id(6, "n")}, ${id(2, "n")}, n::text from generate_series(1, ${PEOPLE}) n`,
  `update person p set selected_id = c.id from conversation c where c.owner_id = p.id`,
  `insert into message (id, conversation_id, author_id, side, sealed, created_at)
   select ${id(8, "n")}, ${id(6, `n % ${PEOPLE} + 1`)}, ${id(1, `n % ${PEOPLE} + 1`)}, 'owner', '\\x01', now()
   from generate_series(1, ${PEOPLE * MESSAGES}) n`,
  `insert into message_copy (channel, chat, external_id, message_id, original)
   select 'telegram', (n % ${PEOPLE} + 1)::text, n::text, ${id(8, "n")}, true from generate_series(1, ${PEOPLE * MESSAGES}) n`,
  `insert into received (channel, external_id, at)
   select 'telegram', 'old' || n, now() from generate_series(1, ${PEOPLE * MESSAGES}) n`,
  `insert into delivery (id, person_id, lane_id, channel, outcome, external_ids, tries, at)
   select ${id(9, "n")}, ${id(2, `n % ${PEOPLE} + 1`)}, ${id(6, `n % ${PEOPLE} + 1`)}, 'staff', 'sent', '{}', 1, now()
   from generate_series(1, ${PEOPLE * MESSAGES}) n`,
  `analyze`,
];

const GROWING =
  /Seq Scan on (message|message_copy|delivery|received|person|identity|conversation|consultation|owner|staff|pet|desk)\b/;

let database: TestDatabase;
let core: TestCore;
let client: Client;
beforeAll(async () => {
  database = await testDatabase();
  core = testCore(database.db);
  client = new Client({ connectionString: database.url });
  await client.connect();
  for (const statement of past) await client.query(statement);
}, 120_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

const me = { id: 1, is_bot: true, first_name: "Bot", username: "bot" } as UserFromGetMe;
const account = { token: "1:token", root: "http://127.0.0.1:1", me };
const owners = ownerBot({ ...account, registry: telegramRegistry });
const vets = staffBot({ ...account, handle: handleStaff });

/** A messenger that has always sent what it is given. */
const messenger = (channel: "telegram" | "staff"): Messenger => ({
  channel,
  perform: async () => ({ kind: "sent", externalIds: [randomBytes(6).toString("hex")] }),
  fetch: async () => ({ kind: "refused", reason: "gone" }),
});

/** So many people write, each quoting something. */
const arrivals = (channel: "telegram" | "staff", from: number, count: number): Arrival[] =>
  Array.from({ length: count }, (_, at) => {
    const chat = { id: from + at, type: "private", first_name: "Anna" };
    const topic = channel === "staff" && { message_thread_id: from + at };
    const said = { message_id: 900_000 + from + at, date: 0, text: "How is he?", chat, ...topic };
    const quoted = { message_id: from + at, date: 0, chat };
    const message = { ...said, from: { ...chat, is_bot: false }, reply_to_message: quoted };
    const externalId = `${channel}${from + at}`;
    return { channel, externalId, from: String(from + at), body: { update_id: 1, message } };
  });

const metrics = createMetrics();

/** People write, and it is passed on. */
async function hear(core: Core, said: readonly Arrival[]): Promise<void> {
  await receive(core, said);
  await takeTurns(core, {
    channels: { telegram: owners.take, staff: vets.take },
    plain: { telegram: owners.plain, staff: vets.plain },
    log: silentLog,
    metrics,
    wakeAt: () => undefined,
  });
}

/** All that was passed on is delivered. */
async function deliverAll(core: Core): Promise<void> {
  const messengers = { telegram: messenger("telegram"), staff: messenger("staff") };
  const out = deliveries(core, { messengers, log: silentLog, metrics, wakeAt: () => undefined });
  while ((await core.db.outbox.count()) > 0) await out.drain();
  await out.close();
}

/** The statements that are sent while something is done. */
async function asked(work: () => Promise<void>): Promise<string[]> {
  const query = vi.spyOn(Client.prototype, "query");
  await work();
  const sent: unknown[] = query.mock.calls.map(([statement]) => statement);
  query.mockRestore();
  const texts = sent.flatMap((statement) =>
    typeof statement === "object" && statement && "text" in statement ? String(statement.text) : [],
  );
  return [...new Set(texts)].filter((text) => /^\s*(with|select|insert|update|delete)\b/i.test(text));
}

async function plan(text: string): Promise<string> {
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain (generic_plan) ${text}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

it("however much was said before, nothing on a message's way reads through it", async () => {
  const hot = await asked(async () => {
    await hear(core, [...arrivals("telegram", 1, 100), ...arrivals("staff", 500, 100)]);
    await deliverAll(core);
  });
  expect(hot.length).toBeGreaterThan(10);
  const dear: string[] = [];
  for (const text of hot) {
    const [scan] = GROWING.exec(await plan(text)) ?? [];
    if (scan) dear.push(`${scan}: ${text}`);
  }
  expect(dear).toEqual([]);
});

it("of queues that were empty when Postgres counted them no row is compared with all that waits", async () => {
  const hot = await asked(async () => {
    await hear(core, [...arrivals("telegram", 1_000, 100), ...arrivals("staff", 1_500, 100)]);
    await deliverAll(core);
  });
  await client.query("vacuum (analyze) inbox, outbox");
  const counted = await client.query(
    "select relpages > 0 as grown, reltuples from pg_class where relname in ('inbox', 'outbox')",
  );
  expect(counted.rows).toEqual([
    { grown: true, reltuples: 0 },
    { grown: true, reltuples: 0 },
  ]);
  const dear: string[] = [];
  for (const text of hot) {
    const [all] =
      /Join Filter: .*\b(?:seq|o\w*\.id)\b.*|Seq Scan on (?:inbox|outbox)\b/.exec(await plan(text)) ?? [];
    if (all !== undefined) dear.push(`${all}: ${text}`);
  }
  expect(dear).toEqual([]);
});
