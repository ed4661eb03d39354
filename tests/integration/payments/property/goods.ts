import { Client } from "pg";
import { inject } from "vitest";
import type { Core } from "../../../../core/platform/core.ts";
import { sellThree } from "../on-sale.ts";
import { bankNames } from "./banks.ts";

/** Sums that floating point does not keep: 512.06 * 100 is less than 51206. */
const PRICES = {
  consultation: { RUB: 51_206, EUR: 829, IRR: 5_120_600 },
  "bundle-3": { RUB: 102_410, EUR: 1_608, IRR: 10_241_000 },
} as const;

/** What a cashier decides about alone: one consultation in roubles, and nothing else. */
export const LIMITS = { RUB: 60_000 };

/** Of the code `BUDGET`, enough for two of its discounts; and of `FEW`, so many uses. */
export const BUDGET = 30_000;
export const USES = 2;

/** Puts packages on sale, and the ways to pay for them: each gateway is one. */
export async function sell(core: Core): Promise<void> {
  const { db } = core;
  await sellThree(core);
  for (const [slug, prices] of Object.entries(PRICES)) {
    const { id: packageId } = await db.package.findUniqueOrThrow({ where: { slug } });
    for (const [currency, amount] of Object.entries(prices)) {
      await db.packagePrice.create({ data: { packageId, currency, amount } });
    }
  }
  await db.promoCode.create({ data: { code: "FEW", kind: "percent", value: 33, maxUses: USES } });
  await db.promoCode.create({
    data: { code: "BUDGET", kind: "amount", value: 12_345, currency: "RUB", budget: BUDGET },
  });
  await db.clinic.updateMany({ data: { bank: account } });
  // One shop more at Robokassa than a catalogue can name.
  await db.wayToPay.createMany({
    data: bankNames.map((name, position) => ({
      slug: name,
      title: { ru: name, en: name },
      gateways: [name],
      share: false,
      position,
    })),
  });
}

/** Where transfers go: invented, with the right check digits. */
const account = {
  recipient: "Paw",
  inn: "7700000000",
  bank: "Bank",
  bic: "044525999",
  account: "40702810500000000017",
  correspondentAccount: "30101810600000000999",
};

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
  select (select min(due_at) from timer) as timer, min(due_at) as task,
    min(due_at) filter (where kind <> 'compare') as pressing
  from payment_task where done_at is null and stuck is null`;

export async function sweeper({ db }: Core): Promise<Sweeper> {
  const [here] = await db.$queryRaw<{ name: string }[]>`select current_database()::text as name`;
  const url = new URL(inject("postgres").maintenanceUrl);
  url.pathname = `/${here?.name ?? ""}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> all ($1)",
    [kept],
  );
  // What is only added to may be emptied as well, and nothing follows.
  const sweep = [
    "set local session_replication_role = replica",
    ...rows.map(({ name }) => `delete from ${name}`),
    "update person set selected_id = null where selected_id is not null",
    "update staff set on_duty_since = joined_at",
  ].join(";\n");
  return {
    run: async (statement) => void (await client.query(statement)),
    async due() {
      const { rows } = await client.query<Record<keyof Due, Date | null>>(DUE);
      const at = (when: Date | null | undefined) => when?.getTime() ?? Number.POSITIVE_INFINITY;
      return { timer: at(rows[0]?.timer), task: at(rows[0]?.task), pressing: at(rows[0]?.pressing) };
    },
    sweep: async () => void (await client.query(sweep)),
    close: () => client.end(),
  };
}
