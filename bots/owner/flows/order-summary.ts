import { legalText } from "../../../core/catalog/legal.ts";
import { localized } from "../../../core/catalog/words.ts";
import { createOrder, type OrderMade, type OrderRefusal, type Payer } from "../../../core/orders/create.ts";
import { quote } from "../../../core/orders/quote.ts";
import type { Dialog, Stored } from "../../dialog/dialog.ts";
import { formatPhone } from "../../format.ts";
import { lines, money, moment, t, type Locale, type Text } from "../../texts.ts";
import { rowOf } from "../messengers.ts";
import { shareButtons } from "../paying.ts";
import { cancelButton } from "../screens/orders.ts";
import type { OwnerCore } from "../turn.ts";
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
    if (!(await agrees(dialog, described(wish, priced, locale))))
      return dialog.say(t("order-left"), { menu: [[buyButton]] });
    const result = await dialog.do("order", ({ core, person, channel, messageId = "" }) =>
      createOrder(core, person, {
        ...wish.payer,
        package: wish.offer,
        currency: CURRENCY,
        vet: wish.vet,
        promo,
        locale,
        consent: { ...offer, channel, messageId },
      }),
    );
    if (result.kind === "promo") {
      await dialog.say(promoRefused(result.reason, zone));
      promo = await askPromo(dialog, wish.offer);
    } else if (result.kind === "consent_outdated") await dialog.say(t("order-offer-changed"));
    else return settled(dialog, result, zone);
  }
}

/** The consent to the offer and the policy, which may be read first. */
async function agrees(dialog: Dialog<OwnerCore>, text: Text): Promise<boolean> {
  for (;;) {
    const said = await dialog.choose(text, [
      { value: "pay", label: t("order-agree") },
      { value: "offer", label: t("order-read-offer") },
      { value: "privacy", label: t("order-read-privacy") },
      { value: "leave", label: t("order-leave") },
    ]);
    if (said === "pay" || said === "leave") return said === "pay";
    await sayLegalText(dialog, said);
  }
}

type Quoted = Extract<Stored<Awaited<ReturnType<typeof quote>>>, { kind: "quote" }>;

function described({ payer, vetName }: Wish, priced: Quoted, locale: Locale): Text {
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
      return dialog.say(t("order-granted", { number: String(result.number) }));
    case "buying_off":
      return dialog.say(t("order-buying-off"), { menu: [[supportButton]] });
    case "package_retired":
      return dialog.say(t("order-package-gone"), { menu: [[buyButton]] });
    case "vet_retired":
      return dialog.say(t("order-vet-gone"), { menu: [[buyButton]] });
  }
}
