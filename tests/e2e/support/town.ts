import { afterAll, beforeAll, expect } from "vitest";
import { invite } from "../../../core/staff/invitations.ts";
import type { Sandbox as Control } from "../../../sandbox/control/client.ts";
import type { Locale } from "../../../bots/texts.ts";
import type { StaffRole } from "../../../prisma/generated/enums.ts";
import { runSandbox, type RunningSandbox } from "../../support/sandbox.ts";
import { ownerAt, type Owner } from "./owner.ts";
import type { Person } from "./person.ts";
import { vetAt, type Vet } from "./vet.ts";

/** A Monday noon in Moscow, where the clinic is: everybody is awake and the clinic open. */
const MONDAY = new Date("2030-01-07T09:00:00Z");

const WEEK_MS = 7 * 24 * 3_600_000;

/** The running service and the people in it; one for each file. */
export interface Town {
  /** Of the owners whom a story is about. */
  readonly locales: readonly Locale[];
  /** Valid once the tests run. */
  readonly control: Control;
  readonly running: RunningSandbox;
  /** Somebody who has not written to any bot yet. */
  owner(locale: Locale, name?: string): Promise<Owner>;
  /** Somebody with both messengers, who has written in neither; where the town has WhatsApp. */
  phones(locale: Locale): Promise<Phones>;
  /** A vet of the demo catalogue (slug), joined and on duty; the same person whenever asked for. */
  vet(slug: string, locale?: Locale): Promise<Vet>;
  operator(locale?: Locale): Promise<Vet>;
  administrator(locale?: Locale): Promise<Person>;
  /** Before a story: a Monday noon later than all that others left unfinished, and nobody on duty. */
  begin(): Promise<void>;
  advance(minutes: number): Promise<void>;
  now(): Promise<Date>;
}

/** One person's two messengers. Nothing tells the service yet that they are one. */
export interface Phones {
  readonly telegram: Owner;
  readonly whatsapp: Owner;
}

export const HOUR = 60;
export const DAY = 24 * HOUR;

export interface TownOptions {
  /** Its owners write on WhatsApp, which the service reaches in this way; nothing: they write on Telegram. */
  readonly whatsapp?: "web" | "cloud";
  /** Further variables of the service. */
  readonly env?: NodeJS.ProcessEnv;
  /** Both, unless told otherwise: stories of one language cost half. */
  readonly locales?: readonly Locale[];
}

const BOTH: readonly Locale[] = ["ru", "en"];

/** Starts the service for a test file. At its end nothing may have broken the Bot API's rules, and no mistake been logged. */
export function townForFile({ whatsapp, env = {}, locales = BOTH }: TownOptions = {}): Town {
  let running: RunningSandbox | undefined;
  const staff: Vet[] = [];
  const vets = new Map<string, Vet>();
  let phones = 1;
  const started = (): RunningSandbox => {
    if (!running) throw new Error("The service runs only while tests do");
    return running;
  };
  const control = () => started().control;

  beforeAll(async () => {
    running = await runSandbox(env, whatsapp);
    await running.control.setClock(MONDAY);
  });
  afterAll(async () => {
    if (!running) return;
    const violations = await running.control.violations();
    await running.close();
    expect(violations).toEqual([]);
    expect(running.log.slice(0, 5)).toEqual([]);
  });

  async function joined(role: StaffRole, locale: Locale, name: string, vetSlug?: string): Promise<Vet> {
    const invited = await invite(started().sandbox.core, { role, name, ...(vetSlug && { vetSlug }) });
    if (invited.kind !== "invited") throw new Error(invited.kind);
    const person = await control().person({ first_name: name, language_code: locale });
    const vet = vetAt(person, locale);
    await vet.join(invited.link);
    staff.push(vet);
    return vet;
  }

  const newcomer = (locale: Locale, name = locale === "ru" ? "Анна" : "Anna") =>
    control().person({
      first_name: name,
      language_code: locale,
      phone: `+7999000${String(phones++).padStart(4, "0")}`,
    });

  return {
    locales,
    get control() {
      return control();
    },
    get running() {
      return started();
    },
    owner: async (locale, name) => ownerAt(started(), await newcomer(locale, name), locale, whatsapp),
    async phones(locale) {
      if (!whatsapp) throw new Error("There is no WhatsApp in this town");
      const person = await newcomer(locale);
      return {
        telegram: ownerAt(started(), person, locale),
        whatsapp: ownerAt(started(), person, locale, whatsapp),
      };
    },
    async vet(slug, locale = "en") {
      const known = vets.get(slug);
      if (known) {
        await known.readIn(locale);
        await known.goOnDuty();
        return known;
      }
      const { name } = await started().sandbox.core.db.vet.findUniqueOrThrow({ where: { slug } });
      const vet = await joined("vet", locale, String((name as Record<string, string>)[locale]), slug);
      vets.set(slug, vet);
      await vet.goOnDuty();
      return vet;
    },
    async operator(locale = "en") {
      const operator = await joined("operator", locale, locale === "ru" ? "Ольга" : "Olga");
      await operator.goOnDuty();
      return operator;
    },
    administrator: (locale = "en") => joined("administrator", locale, "Admin"),
    async begin() {
      for (const member of staff) await member.goOffDuty();
      const now = new Date((await control().clock()).now);
      const weeks = Math.ceil((now.getTime() - MONDAY.getTime()) / WEEK_MS) + 2;
      await control().setClock(new Date(MONDAY.getTime() + weeks * WEEK_MS));
    },
    advance: async (minutes) => void (await control().advance(minutes * 60_000)),
    now: async () => new Date((await control().clock()).now),
  };
}
