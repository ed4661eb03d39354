import { afterAll, beforeAll, expect } from "vitest";
import { consentsNeeded, recordConsent } from "../../../core/accounts/consents.ts";
import { setLocale } from "../../../core/accounts/profile.ts";
import { register } from "../../../core/accounts/register.ts";
import { legalText } from "../../../core/catalog/legal.ts";
import { activate } from "../../../core/consultations/activate.ts";
import { createOrder, type OrderMade } from "../../../core/orders/create.ts";
import { addPet } from "../../../core/pets/keep.ts";
import type { Core } from "../../../core/platform/core.ts";
import { invite } from "../../../core/staff/invitations.ts";
import { setDuty } from "../../../core/staff/members.ts";
import { OWNER_BOT, STAFF_BOT } from "../../../sandbox/bots.ts";
import type { MessageView } from "../../../sandbox/control/api.ts";
import { connect, type Sandbox as Control } from "../../../sandbox/control/client.ts";
import { runSandbox, type RunningSandbox } from "../../support/sandbox.ts";
import { somebodyAt, type Somebody } from "./somebody.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

/** A promo code that takes everything off: a package without a payment. */
const FREE = "FAULTS-FREE";

export interface Owner extends Somebody {
  readonly pet: string;
}

export interface Case {
  readonly consultation: string;
  readonly conversation: string;
  readonly number: number;
  /** Where it stands in the vet's chat; 0: beside the topics. */
  readonly topic: number;
}

/** The running service, and people who got as far as a test needs them without clicking there. */
export interface Clinic {
  readonly control: Control;
  /** The same without waiting for anything. */
  readonly hasty: Control;
  readonly running: RunningSandbox;
  readonly core: Core;
  /** `bot`: where they write; nothing: on Telegram. */
  owner(firstName: string, bot?: string): Promise<Owner>;
  /** A vet of the catalogue (slug), joined and on duty. */
  vet(slug?: string): Promise<Somebody>;
  administrator(): Promise<Somebody>;
  /** A case of the owner that waits for a vet. */
  queued(owner: Owner, complaint?: string): Promise<Pick<Case, "consultation" | "conversation">>;
  /** The announcement of a case, with its button, by the pet. */
  announced(vet: Somebody, pet: string): Promise<MessageView>;
  /** A case of the owner that the vet has taken. */
  taken(owner: Owner, vet: Somebody, complaint?: string): Promise<Case>;
  /** `begins`: with its payment. */
  order(owner: Owner, promo?: string, begins?: boolean): Promise<OrderMade>;
  /** Buys a consultation that costs nothing; the id of what was bought. */
  entitled(owner: Owner): Promise<string>;
  /** What the service has logged since the last look at the level of errors, or written without a level. */
  mistakes(): string[];
}

export interface ClinicOptions {
  readonly env?: NodeJS.ProcessEnv;
}

interface Started {
  readonly running: RunningSandbox;
  readonly hasty: Control;
}

/** Starts the service for a test file. At its end nothing has broken the Bot API's rules, and no mistake is unread. */
export function clinicForFile({ env = {} }: ClinicOptions = {}): Clinic {
  let started: Started | undefined;
  const clinic = clinicOver(() => {
    if (!started) throw new Error("The service runs only while tests do");
    return started;
  });
  beforeAll(async () => {
    started = await startedAt(await runSandbox(env));
  });
  afterAll(async () => {
    if (!started) return;
    const violations = await started.running.control.violations();
    await started.running.close();
    expect(violations).toEqual([]);
    expect(clinic.mistakes()).toEqual([]);
  });
  return clinic;
}

/** The same of a service that runs already. */
export async function clinicAt(running: RunningSandbox): Promise<Clinic> {
  const started = await startedAt(running);
  return clinicOver(() => started);
}

async function startedAt(running: RunningSandbox): Promise<Started> {
  await running.sandbox.core.db.promoCode.create({ data: { code: FREE, kind: "percent", value: 100 } });
  return { running, hasty: connect(running.sandbox.url, { settle: false, timeoutMs: 20_000 }) };
}

function clinicOver(now: () => Started): Clinic {
  let seen = 0;
  let people = 0;
  const mistakes = () => {
    const lines = now().running.log.slice(seen);
    seen = now().running.log.length;
    return lines.filter((line) => !/"level":"(trace|debug|info|warn)"/.test(line));
  };
  const core = () => now().running.sandbox.core;

  async function somebody(bot: string, firstName: string, payload?: string): Promise<Somebody> {
    const phone = `+7999000${String(1000 + ++people)}`;
    return somebodyAt({ ...now(), core: core() }, { bot, firstName, phone, payload });
  }

  async function joined(invitation: Parameters<typeof invite>[1]): Promise<Somebody> {
    const invited = await invite(core(), invitation);
    if (invited.kind !== "invited") throw new Error(invited.kind);
    const payload = new URL(invited.link).searchParams.get("start") ?? "";
    return somebody(STAFF_BOT.username, invitation.name, payload);
  }

  async function order(owner: Owner, promo?: string, begins = false): Promise<OrderMade> {
    const offer = await legalText(core(), "offer", "en");
    if (!offer) throw new Error("the demo clinic has no offer");
    const made = await createOrder(core(), owner.id, {
      package: "consultation",
      firstName: "Anna",
      lastName: "Petrova",
      phone: "+79990001122",
      email: "anna@example.com",
      locale: "en",
      consent: { version: offer.version, locale: offer.locale, channel: "telegram", messageId: "1" },
      ...(promo !== undefined && { promo }),
      ...(begins && { start: { pet: owner.pet, complaint: { text: "Limps", files: [] } } }),
    });
    if (made.kind !== "ordered" && made.kind !== "granted") throw new Error(made.kind);
    return made;
  }

  async function entitled(owner: Owner): Promise<string> {
    const made = await order(owner, FREE);
    if (made.kind !== "granted") throw new Error(made.kind);
    return made.entitlement;
  }

  async function queued(owner: Owner, complaint = "Limps since the morning") {
    const result = await activate(core(), owner.id, {
      entitlement: await entitled(owner),
      pet: owner.pet,
      complaint: { text: complaint, files: [] },
    });
    if (result.kind !== "activated") throw new Error(result.kind);
    // Use cases run here, where nobody wakes the service: a clock that is touched does.
    await now().running.control.advance(0);
    return result;
  }

  return {
    get control() {
      return now().running.control;
    },
    get hasty() {
      return now().hasty;
    },
    get running() {
      return now().running;
    },
    get core() {
      return core();
    },
    order,
    entitled,
    queued,
    mistakes,
    async owner(firstName, bot = OWNER_BOT.username) {
      const person = await somebody(bot, firstName);
      await setLocale(core(), person.id, "en");
      for (const { kind, version } of await consentsNeeded(core(), person.id))
        await recordConsent(core(), {
          person: person.id,
          kind,
          version,
          locale: "en",
          given: true,
          channel: "telegram",
          messageId: "1",
        });
      const registered = await register(core(), person.id, {
        firstName,
        lastName: "Petrova",
        phone: `+7999000${String(1000 + people)}`,
        birthDate: "1990-05-01",
        email: "anna@example.com",
        city: "Moscow",
        timeZone: "Europe/Moscow",
      });
      if (registered.kind !== "ok") throw new Error(registered.kind);
      // The welcome asks something; whoever has registered is past that.
      await core().db.dialog.deleteMany({ where: { personId: person.id } });
      const added = await addPet(core(), person.id, { name: `Rex of ${firstName}`, species: "dog" });
      if (added.kind !== "ok") throw new Error(added.kind);
      return { ...person, pet: added.pet };
    },
    async vet(slug = "vera-lugova") {
      const vet = await joined({ role: "vet", name: `Dr ${slug}`, vetSlug: slug });
      await setDuty(core(), vet.id, true);
      return vet;
    },
    administrator: () => joined({ role: "administrator", name: "Administrator" }),
    announced: (vet, pet) =>
      vet.hasty.waitFor((chat) =>
        chat.messages.findLast(({ text, buttons }) => text.includes(pet) && buttons.length > 0),
      ),
    async taken(owner, vet, complaint) {
      const { consultation, conversation } = await queued(owner, complaint);
      await vet.seat.act("press", { data: `take:${consultation}` });
      const row = await core().db.consultation.findUniqueOrThrow({ where: { id: consultation } });
      const desk = await core().db.desk.findFirstOrThrow({ where: { conversationId: conversation } });
      return { consultation, conversation, number: row.number, topic: Number(desk.topic ?? 0) };
    },
  };
}
