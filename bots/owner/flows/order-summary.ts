import { legalText } from "../../../core/catalog/legal.ts";
import { localized } from "../../../core/catalog/words.ts";
import { createOrder, type OrderMade, type OrderRefusal, type Payer } from "../../../core/orders/create.ts";
import { quote } from "../../../core/orders/quote.ts";
import type { Dialog, Option, Stored } from "../../dialog/dialog.ts";
import { formatPhone } from "../../format.ts";
import { lines, money, moment, t, type Locale, type Text } from "../../texts.ts";
import { noted } from "../activation.ts";
import { rowOf } from "../messengers.ts";
import { shareButtons } from "../paying.ts";
import { cancelButton } from "../screens/orders.ts";
import type { OwnerCore } from "../turn.ts";
import { askComplaint, type Complaint } from "./activate-complaint.ts";
import { askPet, type ChosenPet } from "./activate-pet.ts";
import { buyButton, supportButton } from "./buttons.ts";
import { CURRENCY } from "./currency.ts";
import { sayLegalText } from "./legal.ts";
import { askPromo, promoRefused } from "./order-promo.ts";

/** All that an order is made of but the consent. */
export interface Wish {
  readonly offer: string;
  /** Id and name of the card it is bought from. */
  readonly vet: string | undefined;
  readonly vetName: string | undefined;
  readonly payer: Payer;
  readonly promo: string | undefined;
}

/** Shows what is bought and for how much, takes the consent, makes the order and leads to its payment page. */
export async function summary(dialog: Dialog<OwnerCore>, wish: Wish): Promise<void> {
  const { locale, zone = "UTC" } = await dialog.person();
  let begins: Begins | undefined;
  for (let promo = wish.promo; ;) {
    const priced = await dialog.read("quote", ({ core, person }) =>
      quote(core, { package: wish.offer, currency: CURRENCY, promo, owner: person }),
    );
    if (priced.kind === "package_retired")
      return dialog.say(t("order-package-gone"), { menu: [[buyButton]] });
    if (priced.kind === "promo") {
      await dialog.say(promoRefused(priced.reason, zone));
      promo = await askPromo(dialog, wish.offer);
      continue;
    }
    const offer = await dialog.read("offer", async ({ core }) => {
      const text = await legalText(core, "offer", locale);
      return text ? { version: text.version, locale: text.locale } : null;
    });
    if (!offer) return dialog.say(t("order-buying-off"), { menu: [[supportButton]] });
    const offersStart = begins === undefined && priced.package.sessions === 1 && (await canHold(dialog));
    const said = await agrees(dialog, described(wish, priced, locale, begins), offersStart);
    if (said === "leave") return dialog.say(t("order-left"), { menu: [[buyButton]] });
    if (said === "begin") {
      begins = await askBegins(dialog);
      continue;
    }
    const result = await dialog.do("order", async (owner) => {
      const { core, person, channel, messageId = "" } = owner;
      const { pet, complaint } = begins ?? {};
      return createOrder(core, person, {
        ...wish.payer,
        package: wish.offer,
        currency: CURRENCY,
        vet: wish.vet,
        promo,
        locale,
        consent: { ...offer, channel, messageId },
        start: pet && complaint && { pet: pet.id, complaint: await noted(owner, complaint) },
      });
    });
    if (result.kind === "promo") {
      await dialog.say(promoRefused(result.reason, zone));
      promo = await askPromo(dialog, wish.offer);
    } else if (result.kind === "consent_outdated") await dialog.say(t("order-offer-changed"));
    else return settled(dialog, result, zone);
  }
}

/** What a consultation shall begin with that begins with its payment. */
interface Begins {
  readonly pet: ChosenPet;
  readonly complaint: Complaint;
}

/** Pet and complaint, as before any consultation; `undefined`: no pet could be given, which was said. */
async function askBegins(dialog: Dialog<OwnerCore>): Promise<Begins | undefined> {
  const pet = await askPet(dialog);
  return pet && { pet, complaint: await askComplaint(dialog, pet.name) };
}

const canHold = (dialog: Dialog<OwnerCore>): Promise<boolean> =>
  dialog.read("holds", ({ core }) => Promise.resolve(core.settings.holds ?? false));

/** The consent to the offer and the policy, which may be read first; or that the consultation shall begin at once. */
async function agrees(
  dialog: Dialog<OwnerCore>,
  text: Text,
  offersStart: boolean,
): Promise<"pay" | "begin" | "leave"> {
  const begin: Option<"begin">[] = offersStart ? [{ value: "begin", label: t("order-begin") }] : [];
  for (;;) {
    const said = await dialog.choose(text, [
      { value: "pay", label: t("order-agree") },
      ...begin,
      { value: "offer", label: t("order-read-offer") },
      { value: "privacy", label: t("order-read-privacy") },
      { value: "leave", label: t("order-leave") },
    ]);
    if (said !== "offer" && said !== "privacy") return said;
    await sayLegalText(dialog, said);
  }
}

type Quoted = Extract<Stored<Awaited<ReturnType<typeof quote>>>, { kind: "quote" }>;

function described(
  { payer, vetName }: Wish,
  priced: Quoted,
  locale: Locale,
  begins: Begins | undefined,
): Text {
  const sum = (amount: number) => money({ amount, currency: priced.currency });
  const price =
    priced.promo === undefined
      ? t("order-sum", { amount: sum(priced.amount) })
      : t("order-sum-less", {
          list: sum(priced.listAmount),
          discount: sum(priced.discount),
          code: priced.promo,
          amount: sum(priced.amount),
        });
  const who = [
    ...(begins === undefined ? [] : [t("order-line-begins", { pet: begins.pet.name })]),
    ...(vetName === undefined ? [] : [t("order-line-vet", { name: vetName })]),
    t("order-line-name", { name: `${payer.firstName} ${payer.lastName}` }),
    t("order-line-phone", { phone: formatPhone(payer.phone) }),
    payer.email === undefined ? t("order-line-no-receipt") : t("order-line-receipt", { email: payer.email }),
  ];
  return t("order-summary", { title: localized(priced.package.title, locale), who: lines(who), price });
}

type Ended = Stored<OrderMade | Exclude<OrderRefusal, { kind: "promo" | "consent_outdated" }>>;

async function settled(dialog: Dialog<OwnerCore>, result: Ended, zone: string): Promise<void> {
  switch (result.kind) {
    case "ordered": {
      const amount = money(result);
      const label = t("order-pay", { amount });
      const number = String(result.number);
      const { locale } = await dialog.person();
      const share = await dialog.read("share", async ({ channel }) =>
        shareButtons(channel, locale, { link: result.link, number }),
      );
      return dialog.say(t("order-ready", { number, amount, until: moment(result.expiresAt, zone) }), {
        menu: [[{ label, url: result.link }], ...rowOf(share), [cancelButton(result.id)]],
      });
    }
    case "granted":
      // The consultation tells of itself.
      if (result.begun) return;
      return dialog.say(t("order-granted", { number: String(result.number) }));
    case "buying_off":
      return dialog.say(t("order-buying-off"), { menu: [[supportButton]] });
    case "package_retired":
      return dialog.say(t("order-package-gone"), { menu: [[buyButton]] });
    case "vet_retired":
      return dialog.say(t("order-vet-gone"), { menu: [[buyButton]] });
  }
}
