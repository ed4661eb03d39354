import { bankDetails } from "../catalog/bank.ts";
import { fits, waysToPay } from "../catalog/ways.ts";
import type { Words } from "../catalog/words.ts";
import type { OrderPrice } from "../orders/prices.ts";
import type { Core } from "../platform/core.ts";
import { TRANSFER } from "./bank-transfer/gateway.ts";
import type { Gateways, PaymentGateway } from "./gateway.ts";

/** A gateway and a currency to pay an order with. */
export interface Choice extends OrderPrice {
  /** What a form sends back: `<way>.<currency>`. */
  readonly id: string;
  readonly gateway: string;
}

/** A way to pay, as it stands for an order now. */
export type Way =
  /** One choice for each currency. */
  | {
      readonly kind: "payable";
      /** Undefined: of a gateway that the catalogue has no words for. */
      readonly title: Words | undefined;
      readonly advice: Words | undefined;
      readonly choices: readonly [Choice, ...Choice[]];
    }
  /** Nobody takes it now: what to do instead. */
  | { readonly kind: "closed"; readonly title: Words; readonly otherwise: Words }
  /** The page is sent to somebody else. */
  | { readonly kind: "share"; readonly title: Words; readonly advice: Words | undefined };

export interface Ways {
  readonly ways: readonly Way[];
  /** Countries of cards between which the ways differ (core/catalog/ways.ts); none: it need not be asked. */
  readonly countries: readonly string[];
}

/**
 * The ways to pay an order: those of the catalogue, in its order. A gateway is offered where it is set up and the order
 * has a price in a currency it takes; of several gateways of a way the first. What no way leads to is offered by itself,
 * so that an omission in the catalogue never makes an order unpayable.
 * @param country of the bank that issued the card, where the payer told it
 */
export async function waysOf(
  core: Core,
  gateways: Gateways,
  order: { readonly id: string; readonly currency: string },
  country?: string,
): Promise<Ways> {
  const prices = await pricesOf(core, order);
  const open = await openFor(core, gateways, order.id);
  const all = await waysToPay(core);
  const ways = all
    .filter((way) => fits(way, country))
    .flatMap((way): Way[] => {
      const { slug, title, advice, otherwise, share } = way;
      if (share) return [{ kind: "share", title, advice }];
      const [first, ...rest] = choicesIn(slug, way.gateways.flatMap(open), prices);
      if (first) return [{ kind: "payable", title, advice, choices: [first, ...rest] }];
      return otherwise ? [{ kind: "closed", title, otherwise }] : [];
    });
  const countries = [...new Set(all.flatMap((way) => [...way.countries, ...way.notCountries]))];
  if (country !== undefined || ways.some(({ kind }) => kind === "payable")) return { ways, countries };
  const [first, ...rest] = choicesIn("any", namesOf(gateways).flatMap(open), prices);
  if (!first) return { ways, countries };
  const plain = { kind: "payable", title: undefined, advice: undefined, choices: [first, ...rest] } as const;
  return { ways: [plain, ...ways], countries };
}

/** All choices of some ways, the preferred first. */
export const choicesOf = (ways: readonly Way[]): Choice[] =>
  ways.flatMap((way) => (way.kind === "payable" ? way.choices : []));

function choicesIn(
  slug: string,
  gateways: readonly PaymentGateway[],
  prices: readonly OrderPrice[],
): Choice[] {
  return prices.flatMap((price) => {
    const gateway = gateways.find(({ currencies }) => currencies.includes(price.currency));
    return gateway ? [{ ...price, id: `${slug}.${price.currency}`, gateway: gateway.name }] : [];
  });
}

/** What can be paid, in the currency that was named in the chat first. */
async function pricesOf(
  core: Core,
  { id, currency }: { readonly id: string; readonly currency: string },
): Promise<OrderPrice[]> {
  const prices = await core.db.orderPrice.findMany({
    where: { orderId: id, amount: { gt: 0 } },
    select: { currency: true, listAmount: true, discount: true, amount: true },
    orderBy: { currency: "asc" },
  });
  return [...prices].sort((a, b) => Number(b.currency === currency) - Number(a.currency === currency));
}

/** Names of gateways, whoever's account there. */
const namesOf = (gateways: Gateways): string[] => [
  ...new Set(Object.values(gateways).map(({ name, merchant }) => merchant?.gateway ?? name)),
];

/**
 * The gateway of a name, if it can be used now: the account there of the clinic that sells the order, else the one for
 * all. A transfer needs somewhere to go.
 */
async function openFor(
  core: Core,
  gateways: Gateways,
  order: string,
): Promise<(name: string) => PaymentGateway[]> {
  const { package: sold } = await core.db.order.findUniqueOrThrow({
    where: { id: order },
    select: { package: { select: { clinic: { select: { id: true, bank: true } } } } },
  });
  const { id, bank } = sold.clinic;
  const transfers = bankDetails.safeParse(bank).success;
  return (name) => {
    const own = Object.values(gateways).find(
      ({ merchant }) => merchant?.active && merchant.clinic === id && merchant.gateway === name,
    );
    const gateway = own ?? gateways[name];
    return gateway && (name !== TRANSFER || transfers) ? [gateway] : [];
  };
}
