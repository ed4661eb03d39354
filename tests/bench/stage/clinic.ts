import { Client } from "pg";
import { systemClock } from "../../../core/platform/clock.ts";
import { openCore } from "../../../core/platform/open-core.ts";
import { importDemo } from "../../support/demo.ts";
import { OWNERS, VETS } from "../contenders/contender.ts";

/** What a clinic has behind it. */
export interface Past {
  readonly owners: number;
  readonly consultations: number;
  /** Ten or so for each consultation; each stands in two chats and was delivered. */
  readonly messages: number;
}

export const NO_PAST: Past = { owners: 0, consultations: 0, messages: 0 };

/** Past owners and cases are numbered from here, far from those who write now. */
const PAST = 1_000_000;

/**
 * Fills a migrated database: the demo clinic, two hundred owners in talk with twenty vets (contender.ts tells their chats and
 * topics), and a past. Written in SQL: a million messages through the use cases would take hours.
 */
export async function fillClinic(url: string, secretsKey: string, past: Past): Promise<void> {
  const { core, close } = openCore({
    databaseUrl: url,
    secretsKey,
    dataDir: "",
    clock: systemClock(),
    settings: {
      publicUrl: undefined,
      gateways: [],
      cashierLimits: {},
      ownerBot: "bench",
      staffBot: "bench",
      whatsappNumber: undefined,
      defaultLocale: "en",
    },
  });
  try {
    await importDemo(core);
  } finally {
    await close();
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // Rows that refer to each other are written table by table, and nothing is sold that money rules would look at.
    await client.query("set session_replication_role = replica");
    await client.query(IDS);
    await client.query(vets());
    await client.query(people(0, OWNERS));
    await client.query(cases({ from: 0, count: OWNERS, owners: OWNERS, firstOwner: 0, over: false }));
    if (past.owners > 0) {
      await client.query(people(PAST, past.owners));
      await client.query(
        cases({ from: PAST, count: past.consultations, owners: past.owners, firstOwner: PAST, over: true }),
      );
      await client.query(messages(past));
    }
    await lookOver(client);
  } finally {
    await client.end();
  }
}

/**
 * Tells Postgres what the tables hold, as it finds out by itself within a minute. Not of those that hold nothing: in life it
 * never looks at them, and who was told that a table is empty reads all of it, for each row, until the next look.
 */
async function lookOver(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0`,
  );
  await client.query(`vacuum analyze ${rows.map(({ name }) => name).join(", ")}`);
}

/** Ids by kind and number. */
const IDS = `create function pg_temp.uid(kind text, n bigint) returns uuid immutable language sql as
  $$ select ('00000000-' || kind || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`;
const ID = {
  owner: "0001",
  vet: "0002",
  pet: "0003",
  talk: "0004",
  entitlement: "0006",
  message: "0007",
  delivery: "0008",
};
const id = (kind: keyof typeof ID, number: string): string => `pg_temp.uid('${ID[kind]}', ${number})`;

const vets = (): string => `
  insert into person (id, locale, channel, created_at)
    select ${id("vet", "n")}, 'en', 'staff', now() from generate_series(0, ${VETS - 1}) n;
  insert into identity (channel, external_id, person_id, created_at)
    select 'staff', (90000 + n)::text, ${id("vet", "n")}, now() from generate_series(0, ${VETS - 1}) n;
  insert into staff (id, name, roles, on_duty_since, joined_at)
    select ${id("vet", "n")}, 'Dr ' || n, '{vet}', now(), now() from generate_series(0, ${VETS - 1}) n;`;

const people = (from: number, count: number): string => `
  insert into person (id, locale, time_zone, channel, created_at, selected_id)
    select ${id("owner", "n")}, 'en', 'Europe/Moscow', 'telegram', now(), ${id("talk", "n")}
    from generate_series(${from}, ${from + count - 1}) n;
  insert into identity (channel, external_id, person_id, created_at)
    select 'telegram', (10000 + n)::text, ${id("owner", "n")}, now() from generate_series(${from}, ${from + count - 1}) n;
  insert into owner (id, first_name, last_name, phone, birth_date, email, city, registered_at)
    select ${id("owner", "n")}, 'Anna', 'Petrova', '+7999' || lpad(n::text, 7, '0'), '1990-05-01',
      'anna@example.com', 'Moscow', now() from generate_series(${from}, ${from + count - 1}) n;
  insert into pet (id, owner_id, name, species, created_at)
    select ${id("pet", "n")}, ${id("owner", "n")}, 'Rex', 'dog', now() from generate_series(${from}, ${from + count - 1}) n;
  insert into consent (id, person_id, kind, version, locale, text_hash, given, channel, message_id, at)
    select gen_random_uuid(), ${id("owner", "n")}, kind, version, locale, hash, true, 'telegram', '1', now()
    from generate_series(${from}, ${from + count - 1}) n, legal_text
    where locale = 'en' and not retired and kind in ('agreement', 'processing', 'marketing');`;

interface Cases {
  readonly from: number;
  readonly count: number;
  readonly firstOwner: number;
  readonly owners: number;
  readonly over: boolean;
}

function cases({ from, count, firstOwner, owners, over }: Cases): string {
  const series = `generate_series(${from}, ${from + count - 1}) n`;
  const ownerNumber = `(${firstOwner} + (n - ${from}) % ${owners})`;
  const owner = id("owner", ownerNumber);
  const vet = id("vet", `n % ${VETS}`);
  const state = over ? "'closed', 'staff', now()" : "'active', null, null";
  return `
  insert into conversation (id, kind, owner_id, staff_id, open, created_at)
    select ${id("talk", "n")}, 'consultation', ${owner}, ${vet}, ${!over}, now() from ${series};
  insert into desk (conversation_id, staff_id, topic)
    select ${id("talk", "n")}, ${vet}, (1000 + n)::text from ${series};
  insert into entitlement (id, owner_id, order_id, package_id, session_amount, currency, granted_at, expires_at)
    select ${id("entitlement", "n")}, ${owner}, ${id("entitlement", "n")}, (select id from package limit 1), 49900, 'RUB',
      now(), now() + interval '90 days' from ${series};
  insert into consultation (id, conversation_id, owner_id, pet_id, entitlement_id, complaint, vet_id, created_at, starts_at,
      taken_at, answered_at, last_message_at, state, closed_by, closed_at)
    select ${id("talk", "n")}, ${id("talk", "n")}, ${owner}, ${id("pet", ownerNumber)}, ${id("entitlement", "n")}, '\\x00',
      ${vet}, now(), now(), now(), now(), now(), ${state} from ${series};`;
}

/** Each was written in one chat, delivered into another, and stands in both. */
function messages({ consultations, messages }: Past): string {
  const series = `generate_series(0, ${messages - 1}) n`;
  const number = `(${PAST} + n % ${consultations})`;
  const talk = id("talk", number);
  return `
  insert into message (id, conversation_id, author_id, side, sealed, created_at)
    select ${id("message", "n")}, ${talk}, ${id("vet", `n % ${VETS}`)}, 'staff', decode(repeat('ab', 160), 'hex'),
      now() - interval '1 minute' * n from ${series};
  insert into message_copy (channel, chat, external_id, message_id, original)
    select 'staff', (90000 + n % ${VETS})::text, 'p' || n, ${id("message", "n")}, true from ${series};
  insert into message_copy (channel, chat, external_id, message_id, original)
    select 'telegram', (10000 + ${number})::text, 'p' || n, ${id("message", "n")}, false from ${series};
  insert into delivery (id, person_id, lane_id, message_id, channel, outcome, external_ids, tries, at)
    select ${id("delivery", "n")}, ${id("owner", number)}, ${talk}, ${id("message", "n")}, 'telegram', 'sent',
      array['p' || n], 1, now() from ${series};
  insert into received (channel, external_id, at)
    select 'telegram', 'p' || n, now() from ${series} where n < ${messages / 10};`;
}
