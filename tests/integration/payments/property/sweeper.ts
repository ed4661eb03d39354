import { Client } from "pg";
import { inject } from "vitest";
import type { Core } from "../../../../core/platform/core.ts";

/** What is there before anybody buys anything. */
const kept = [
  "_prisma_migrations",
  "clinic",
  "package",
  "package_price",
  "promo_code",
  "legal_text",
  "way_to_pay",
  "vet",
  "vet_package",
  "person",
  "identity",
  "staff",
  "owner",
  "pet",
];

/** When something falls due next, in milliseconds since the epoch; infinite: nothing does. */
export interface Due {
  readonly timer: number;
  readonly task: number;
  /** Of tasks other than the daily comparisons. */
  readonly pressing: number;
  /** Some task goes on by itself; what only people can end goes on for ever. */
  readonly goesOn: boolean;
  /** Some task waits for a person. */
  readonly waits: boolean;
}

/** A connection of the test's own, which nobody's death can break. */
export interface Sweeper {
  run(statement: string): Promise<void>;
  due(): Promise<Due>;
  /** Forgets everything that was bought. Much faster than a database of its own for each run. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

const DUE = `
  select (select min(due_at) from timer) as timer,
    min(due_at) filter (where stuck is null) as task,
    min(due_at) filter (where stuck is null and kind <> 'compare') as pressing,
    coalesce(bool_or(stuck is null and doubt is null), false) as "goesOn",
    coalesce(bool_or(stuck is not null or doubt is not null), false) as waits
  from payment_task where done_at is null`;

interface Row {
  readonly timer: Date | null;
  readonly task: Date | null;
  readonly pressing: Date | null;
  readonly goesOn: boolean;
  readonly waits: boolean;
}

export async function sweeper({ db }: Core): Promise<Sweeper> {
  const [here] = await db.$queryRaw<{ name: string }[]>`select current_database()::text as name`;
  const url = new URL(inject("postgres").maintenanceUrl);
  url.pathname = `/${here?.name ?? ""}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(await broom(client));
  return {
    run: async (statement) => void (await client.query(statement)),
    async due() {
      const { rows } = await client.query<Row>({ name: "due", text: DUE });
      const at = (when: Date | null | undefined) => when?.getTime() ?? Number.POSITIVE_INFINITY;
      const [row] = rows;
      return {
        timer: at(row?.timer),
        task: at(row?.task),
        pressing: at(row?.pressing),
        goesOn: row?.goesOn === true,
        waits: row?.waits === true,
      };
    },
    sweep: async () => void (await client.query("select pg_temp.sweep()")),
    close: () => client.end(),
  };
}

/** A function of this connection, so that its many statements are planned once. */
async function broom(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> all ($1)",
    [kept],
  );
  const statements = [
    ...rows.map(({ name }) => `delete from ${name}`),
    "update person set selected_id = null where selected_id is not null",
    "update staff set on_duty_since = joined_at where on_duty_since is distinct from joined_at",
  ];
  // What is only added to may be emptied as well, and nothing follows.
  return `create function pg_temp.sweep() returns void language plpgsql set session_replication_role = replica
    as $$ begin ${statements.join("; ")}; end $$`;
}
