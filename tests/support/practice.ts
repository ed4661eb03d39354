import { randomBytes, randomUUID } from "node:crypto";
import { ascendingIds } from "../../core/platform/ids.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { timers as consultationTimers } from "../../core/consultations/timers.ts";
import type { Notice } from "../../core/messaging/notice.ts";
import type { Operation } from "../../core/messaging/operation.ts";
import { manualClock, type ManualClock } from "../../core/platform/clock.ts";
import type { Core } from "../../core/platform/core.ts";
import { folderStore } from "../../core/platform/files.ts";
import { runTimers } from "../../core/platform/run-timers.ts";
import { parseKeys } from "../../core/platform/seal.ts";
import { openJson } from "../../core/platform/sealed.ts";
import { timers as supportTimers } from "../../core/support/timers.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import type { StaffRole } from "../../prisma/generated/enums.ts";
import { testDatabase } from "./database.ts";

export const START = "2026-05-11T09:00:00.000Z";

/** A moment so many minutes after the start. */
export const minute = (count: number): Date => new Date(new Date(START).getTime() + count * 60_000);
export const HOUR = 60;

/** A clinic on a database of its own, with a clock that stands still and nothing sent: what is queued is looked at. */
export interface Practice {
  readonly core: Core;
  readonly clock: ManualClock;
  staff(
    name: string,
    options?: { roles?: StaffRole[]; duty?: boolean; topics?: boolean; card?: boolean },
  ): Promise<string>;
  owner(firstName?: string): Promise<string>;
  /** Somebody who wrote to the bot and is not registered. */
  stranger(): Promise<string>;
  pet(owner: string, name?: string): Promise<string>;
  /** A paid package; `vet`: bought from this member of staff. */
  entitlement(owner: string, options?: { sessions?: number; vet?: string }): Promise<string>;
  remaining(entitlement: string): Promise<number>;
  /** Moves the clock to so many minutes after the start and runs what fell due, in order. */
  at(minutes: number): Promise<void>;
  /** Everything queued for a person so far, in order. */
  queued(person: string): Promise<QueuedOperation[]>;
  /** Kinds of the notices queued for a person, in order. */
  told(person: string): Promise<string[]>;
  notices<K extends Notice["kind"]>(person: string, kind: K): Promise<Extract<Notice, { kind: K }>[]>;
  drop(): Promise<void>;
}

export interface QueuedOperation {
  readonly id: string;
  readonly operation: Operation;
  readonly conversation: string;
}

const VET: StaffRole[] = ["vet"];
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export async function practice(): Promise<Practice> {
  const database = await testDatabase();
  const { db } = database;
  const clock = manualClock(START);
  const failures: unknown[] = [];
  const core: Core = {
    db,
    clock,
    ids: ascendingIds(),
    keys: parseKeys(randomBytes(32).toString("base64")),
    files: folderStore(join(tmpdir(), `pawline-${randomUUID()}`)),
    settings: {
      publicUrl: undefined,
      gateways: [],
      cashierLimits: { RUB: 1_000_000 },
      ownerBot: "owner_bot",
      staffBot: "staff_bot",
      whatsappNumber: undefined,
      defaultLocale: "ru",
    },
    wake: () => undefined,
  };
  const log = { ...silent, error: ({ error }: { error?: unknown }) => void failures.push(error) };
  const handlers = { ...consultationTimers, ...supportTimers };
  const clinicId = randomUUID();
  const packageId = randomUUID();
  await db.clinic.create({ data: { ...clinic, id: clinicId } });
  await db.package.create({ data: { ...consultation, id: packageId, clinicId } });

  let identities = 0;
  const person = async (
    data: Omit<Prisma.PersonUncheckedCreateInput, "id" | "createdAt">,
  ): Promise<string> => {
    const id = randomUUID();
    await db.person.create({
      data: {
        ...data,
        id,
        createdAt: clock.now(),
        identities: {
          create: { channel: data.channel, externalId: String(1000 + ++identities), createdAt: clock.now() },
        },
      },
    });
    return id;
  };

  const queued = async (to: string): Promise<QueuedOperation[]> => {
    const rows = await db.outbox.findMany({ where: { personId: to }, orderBy: { seq: "asc" } });
    return rows.map(({ id, sealed, laneId }) => ({
      id,
      operation: openJson<Operation>(core.keys, `outbox:${id}`, sealed),
      conversation: laneId,
    }));
  };

  const noticesOf = async (to: string): Promise<Notice[]> =>
    (await queued(to)).flatMap(({ operation }) => (operation.op === "notice" ? operation.notice : []));

  return {
    core,
    clock,
    async staff(name, { roles = VET, duty = true, topics = true, card = true } = {}) {
      const id = await person({ channel: "staff", locale: "en" });
      const onDutySince = duty ? clock.now() : null;
      await db.staff.create({ data: { id, name, roles, topics, onDutySince, joinedAt: clock.now() } });
      if (card && roles.includes("vet"))
        await db.vet.create({
          data: {
            ...vetCard,
            id: randomUUID(),
            slug: randomUUID(),
            name: { en: name, ru: name },
            clinicId,
            staffId: id,
          },
        });
      return id;
    },
    async owner(firstName = "Anna") {
      const id = await person({ channel: "telegram", locale: "en", timeZone: "Europe/Moscow" });
      await db.owner.create({
        data: {
          id,
          firstName,
          lastName: "Petrova",
          phone: `+7999${String(++identities).padStart(7, "0")}`,
          birthDate: new Date("1990-05-01"),
          email: "anna@example.com",
          city: "Moscow",
          registeredAt: clock.now(),
        },
      });
      return id;
    },
    stranger: () => person({ channel: "telegram", locale: "en" }),
    async pet(ownerId, name = "Rex") {
      const id = randomUUID();
      await db.pet.create({ data: { id, ownerId, name, species: "dog", createdAt: clock.now() } });
      return id;
    },
    async entitlement(ownerId, { sessions = 1, vet } = {}) {
      const orderId = randomUUID();
      const card = vet ? await db.vet.findUniqueOrThrow({ where: { staffId: vet } }) : undefined;
      const money = { currency: "RUB", listAmount: 49900, amount: 49900 };
      await db.order.create({
        data: {
          id: orderId,
          token: randomUUID(),
          ownerId,
          packageId,
          vetId: card?.id ?? null,
          state: "paid",
          payer: new Uint8Array([1]),
          locale: "en",
          ...money,
          createdAt: clock.now(),
          expiresAt: minute(400 * 24 * HOUR),
          paidAt: clock.now(),
        },
      });
      const id = randomUUID();
      await db.entitlement.create({
        data: {
          id,
          ownerId,
          orderId,
          packageId,
          vetId: card?.id ?? null,
          currency: "RUB",
          sessionAmount: Math.floor(49900 / sessions),
          grantedAt: clock.now(),
          expiresAt: minute(400 * 24 * HOUR),
        },
      });
      await db.entitlementEntry.create({
        data: { key: `grant:${orderId}`, entitlementId: id, kind: "grant", delta: sessions, at: clock.now() },
      });
      return id;
    },
    async remaining(entitlementId) {
      const { _sum } = await db.entitlementEntry.aggregate({
        where: { entitlementId },
        _sum: { delta: true },
      });
      return _sum.delta ?? 0;
    },
    async at(minutes) {
      clock.set(minute(minutes));
      await runTimers(core, { handlers, log, wakeAt: () => undefined });
      if (failures.length > 0) throw failures[0];
    },
    queued,
    told: async (to) => (await noticesOf(to)).map(({ kind }) => kind),
    notices: async <K extends Notice["kind"]>(to: string, kind: K) =>
      (await noticesOf(to)).filter((notice): notice is Extract<Notice, { kind: K }> => notice.kind === kind),
    drop: () => database.drop(),
  };
}

const clinic = {
  slug: "paw",
  name: { ru: "Лапа", en: "Paw" },
  address: { ru: "Москва", en: "Moscow" },
  about: { ru: "Клиника", en: "A clinic" },
  phone: "+74950000000",
  email: "clinic@example.com",
  timeZone: "Europe/Moscow",
  hours: [],
};

const consultation = {
  slug: "consultation",
  title: { ru: "Консультация", en: "Consultation" },
  summary: { ru: "", en: "" },
  details: { ru: "", en: "" },
  sessions: 1,
  validDays: 90,
  position: 1,
};

const vetCard = {
  specialities: { ru: "Терапия", en: "Therapy" },
  about: { ru: "", en: "" },
  education: { ru: "", en: "" },
  species: ["dog"],
  languages: ["ru", "en"],
  practiceSince: 2010,
  position: 1,
};
