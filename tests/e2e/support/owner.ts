import type { Locale } from "../../../bots/texts.ts";
import type { ActInput, MessageView } from "../../../sandbox/control/api.ts";
import { OWNER_BOT } from "../../../sandbox/bots.ts";
import { addressOf } from "../../../sandbox/whatsapp/addresses.ts";
import type { PersonClient } from "../../../sandbox/control/client.ts";
import { demoCatalog } from "../../support/demo.ts";
import type { RunningSandbox } from "../../support/sandbox.ts";
import { pay } from "./payer.ts";
import { pressing, writing } from "./hands.ts";
import { personAt, type Person } from "./person.ts";
import { orderFor, personIdOf, settle } from "./settle.ts";
import { words } from "./words.ts";

/** What somebody says of themselves when they register. */
export interface Profile {
  readonly firstName: string;
  readonly lastName: string;
  /** E.164, as the messenger shares it. */
  readonly phone: string;
  readonly birthDate: string;
  readonly email: string;
  readonly city: string;
}

export interface Order {
  /** Slug of the vet's card it is bought from. */
  readonly vet?: string;
  readonly promo?: string;
}

export interface Activation {
  readonly pet: string;
  readonly complaint?: string;
  readonly album?: ActInput<"album">["parts"];
  /** Presses what chooses the time; nothing: now. */
  readonly when?: (owner: Owner) => Promise<void>;
}

/** A pet's owner, in the words of the story. */
export interface Owner extends Person {
  readonly id: number;
  readonly on: OwnersMessenger;
  /** What our bot can do to a message that it has sent there. */
  readonly can: { readonly edit: boolean; readonly remove: boolean };
  /** Kinds of files that are shown there as another kind, and that come from there as another. */
  readonly shows: Readonly<Partial<Record<string, string>>>;
  readonly sends: Readonly<Partial<Record<string, string>>>;
  /** The bot they write to, as the control API calls it. */
  readonly bot: string;
  readonly profile: Profile;
  /** The first /start: language and welcome. */
  arrive(): Promise<void>;
  register(): Promise<void>;
  /** A dog, from the menu. */
  addPet(name: string): Promise<void>;
  /** Chooses and orders a package (slug); the address of the payment page. */
  order(slug: string, order?: Order): Promise<string>;
  /** Orders and pays. */
  buy(slug: string, order?: Order): Promise<void>;
  /** Starts the consultation that was paid last. */
  activate(activation: Activation): Promise<MessageView>;
  /** Has been here before: registered, with pets. */
  settle(...pets: string[]): Promise<void>;
  /** Bought a package (slug) some time ago: the notice with the button has come. */
  paid(slug: string, order?: Pick<Order, "vet">): Promise<void>;
  /** Settled, with a case that waits for a vet. */
  asks(pet: string, complaint?: string, order?: Pick<Order, "vet">): Promise<void>;
}

/** The messenger that an owner writes in. */
type OwnersMessenger = "telegram" | "whatsapp";

const BOTS: Record<OwnersMessenger, string> = { telegram: OWNER_BOT.username, whatsapp: "whatsapp" };

/** Where a driver has no form of its own for a kind of file. */
const SHOWN = {
  web: { video_note: "video" },
  cloud: { animation: "video", video_note: "video" },
} as const;

const CITY: Record<Locale, string> = { ru: "Новосибирск", en: "Novosibirsk" };
const OWN_NAMES: Record<Locale, string> = { ru: "🇷🇺 Русский", en: "🇬🇧 English" };

export function ownerAt(
  { control, sandbox: { core } }: Pick<RunningSandbox, "control" | "sandbox">,
  client: PersonClient,
  locale: Locale,
  whatsapp?: "web" | "cloud",
): Owner {
  const on: OwnersMessenger = whatsapp ? "whatsapp" : "telegram";
  const { id } = client;
  const ids = on === "telegram" ? { telegram: id } : { whatsapp: addressOf(client.person) };
  const hands = on === "telegram" ? pressing : writing;
  const { first_name: firstName, phone = "" } = client.person;
  const person = personAt(client.at(BOTS[on]), locale, hands);
  const { press, choose, say, does, learns } = person;
  const profile: Profile = {
    firstName,
    phone,
    lastName: locale === "ru" ? "Ветрова" : "Windham",
    birthDate: "05.11.1990",
    email: `owner${phone.slice(-4)}@example.com`,
    city: CITY[locale],
  };

  const owner: Owner = {
    ...person,
    get locale() {
      return person.locale;
    },
    id,
    on,
    can: { edit: whatsapp !== "cloud", remove: whatsapp !== "cloud" },
    shows: whatsapp ? SHOWN[whatsapp] : {},
    sends: whatsapp === "cloud" ? { animation: "video", video_note: "video" } : {},
    bot: BOTS[on],
    profile,
    async arrive() {
      await person.begin();
      await learns("language-first");
      await choose(OWN_NAMES[locale]);
      await learns("welcome");
    },
    async register() {
      await owner.arrive();
      await press("welcome-register");
      await press("dialog-share-contact");
      for (const answer of [profile.firstName, profile.lastName, profile.birthDate, profile.email])
        await say(answer);
      await say(profile.city);
      await learns("consent-agreement");
      await press("consent-agree");
      await learns("consent-processing");
      await press("consent-agree");
      await learns("consent-marketing");
      await press("consent-no");
      await learns("registered");
    },
    async addPet(name) {
      await press("menu-pets");
      await press("pets-add");
      await press("species-dog");
      await press("breed-dog-labrador");
      await say(name);
      await learns("pet-added", { name });
      await press("pet-done");
      await press("done");
    },
    async order(slug, { vet, promo } = {}) {
      const catalog = await demoCatalog();
      if (vet === undefined) await press("menu-buy");
      else {
        await press("menu-vets");
        await turnTo(person, titleOf(catalog.vets, vet, locale));
        await press("vets-offers");
      }
      await turnTo(person, titleOf(catalog.packages, slug, locale));
      await press("offer-order");
      await press("order-as-is");
      await press("order-as-is");
      await press("order-receipt-known");
      if (promo === undefined) await press("promo-without");
      else {
        await press("promo-have");
        await say(promo);
      }
      await press("order-agree");
      return hands.link(await learns("order-ready"));
    },
    async buy(slug, order) {
      const url = await owner.order(slug, order);
      await does(() => pay(url));
      await control.settled();
      await learns("order-paid", { sessions: await sessionsOf(slug) });
    },
    async activate({ pet, complaint = "…", album, when }) {
      await press("order-paid-activate");
      await choose(pet);
      await say(complaint);
      if (album) {
        await does((seat) => seat.album(album));
        await press("activate-photos-done");
      } else await press("activate-photos-none");
      if (when) {
        await when(owner);
        await press("activate-yes-later");
        return learns("case-scheduled", { pet });
      }
      await choose(words(person.locale, "activate-now"));
      await press("activate-yes-now");
      const [started] = (await person.news()).filter(({ text }) => text.includes(pet));
      if (!started) throw new Error("nothing was said of the beginning");
      return started;
    },
    async settle(...pets) {
      await owner.arrive();
      await settle(core, await personIdOf(core, ids), { locale, profile, pets });
    },
    async paid(slug, { vet } = {}) {
      const person = await personIdOf(core, ids);
      await does(async () => pay(await orderFor(core, person, { locale, profile, slug, vet })));
      await control.settled();
      await learns("order-paid", { sessions: await sessionsOf(slug) });
    },
    async asks(pet, complaint, order) {
      await owner.settle(pet);
      await owner.paid("consultation", order);
      await owner.activate({ pet, ...(complaint && { complaint }) });
    },
  };
  return owner;
}

async function sessionsOf(slug: string): Promise<number> {
  return (await demoCatalog()).packages.find((one) => one.slug === slug)?.sessions ?? 1;
}

type Named = { readonly slug: string } & (
  | { readonly title: Record<string, string> }
  | { readonly name: Record<string, string> }
);

function titleOf(all: readonly Named[], slug: string, locale: Locale): string {
  const found = all.find((one) => one.slug === slug);
  const title = found && ("title" in found ? found.title : found.name);
  return title?.[locale] ?? slug;
}

/** Turns a carousel until its card begins so. */
async function turnTo(person: Person, title: string): Promise<void> {
  for (let turns = 0; turns < 10; turns++) {
    const card = (await person.news()).findLast(({ text }) => text.includes(title));
    if (card?.text.split("\n").some((line) => line.endsWith(title))) return;
    await person.press("dialog-next");
  }
  throw new Error(`no card of ${title}`);
}
