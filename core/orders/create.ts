import { randomBytes } from "node:crypto";
import type { Order } from "../../prisma/generated/client.ts";
import type { Channel } from "../../prisma/generated/enums.ts";
import { recordConsent } from "../accounts/consents.ts";
import { transact, type Core } from "../platform/core.ts";
import { sealJson } from "../platform/sealed.ts";
import { setTimer } from "../platform/timers.ts";
import { buyingOn } from "./buying.ts";
import { fulfil } from "./fulfil.ts";
import { expiry, lapse } from "./lapse.ts";
import { freezePrices } from "./prices.ts";
import { lockAndAnswerPromo, readCode, reservePromo, type PromoRefusal } from "./promo.ts";
import { packageOnSale } from "./quote.ts";
import { planStart, type StartWish } from "./start.ts";

/** Who buys, as they gave it in the order. Kept sealed. */
export interface Payer {
  readonly firstName: string;
  readonly lastName: string;
  /** E.164. */
  readonly phone: string;
  /** Where the receipt goes, unless the one who pays gives another address. */
  readonly email?: string | undefined;
}

export interface OrderWish extends Payer {
  /** Slug or id. */
  readonly package: string;
  /** The currency the sum is named in, ISO 4217; roubles unless given. Which one is paid in is chosen on the page. */
  readonly currency?: string;
  /** Id of the vet (card) it is bought from. */
  readonly vet?: string | undefined;
  /** As typed. */
  readonly promo?: string | undefined;
  /**
   * Of a single consultation: it begins with the payment, and the money is only held for it where the way to pay can.
   * Where it is not given the money goes back by itself. Left out for a package of several.
   */
  readonly start?: StartWish | undefined;
  /** Language of the payment page. */
  readonly locale: string;
  /** The owner's yes to the offer: its version and language, and the message whose button or words said so. */
  readonly consent: {
    readonly version: string;
    readonly locale: string;
    readonly channel: Channel;
    readonly messageId: string;
  };
}

export type OrderMade =
  | {
      readonly kind: "ordered";
      readonly id: string;
      readonly number: number;
      /** Our payment page: may be passed on, anyone may pay there. */
      readonly link: string;
      /** Minor units of `currency`. */
      readonly amount: number;
      readonly currency: string;
      /** Until when the page offers to pay, and the promo code is kept. */
      readonly expiresAt: Date;
    }
  /** Nothing to pay: the consultations are the owner's already, and a notice with the button is on its way. */
  | {
      readonly kind: "granted";
      readonly id: string;
      readonly number: number;
      readonly entitlement: string;
      /** The consultation has begun with it; there is nothing to press. */
      readonly begun: boolean;
    };

export type OrderRefusal =
  /** No public address, or neither a gateway nor a bank account: nothing can be paid. */
  | { readonly kind: "buying_off" }
  | { readonly kind: "package_retired" }
  /** The vet is not there any more or does not give this package. */
  | { readonly kind: "vet_retired" }
  | { readonly kind: "promo"; readonly reason: PromoRefusal }
  /** The offer has changed: show the new one. */
  | { readonly kind: "consent_outdated" };

/** Enough for a relative to be asked and to pay; the price and the promo code are held no longer. */
const LIFETIME = 24 * 3_600_000;

/** 144 bits: nobody guesses the address of somebody else's order. */
const TOKEN_BYTES = 18;

/**
 * Orders a package for an owner. What the wish holds is trusted to be read and checked (core/accounts: names, phone,
 * e-mail). The owner's earlier unpaid order with the same promo code gives way to this one.
 */
export async function createOrder(
  core: Core,
  owner: string,
  wish: OrderWish,
): Promise<OrderMade | OrderRefusal> {
  const currency = wish.currency ?? "RUB";
  if (!(await buyingOn(core))) return { kind: "buying_off" };
  const found = await packageOnSale(core, wish.package, currency);
  if (!found) return { kind: "package_retired" };
  const { info, price } = found;
  if (wish.vet !== undefined && !(await sells(core, wish.vet, info.id))) return { kind: "vet_retired" };

  // Whatever may be refused is asked before the first lasting write: a turn's transaction goes on after a refusal.
  return transact(core, async (core) => {
    const code = wish.promo === undefined ? undefined : readCode(wish.promo);
    // Orders are locked before promo codes everywhere, so that nobody waits in a circle.
    const earlier = code === undefined ? [] : await lockUnpaid(core, owner, code);
    const promo =
      code === undefined
        ? undefined
        : await lockAndAnswerPromo(core, { code, owner, package: info, currency, price });
    if (promo && promo.kind !== "good") return { kind: "promo", reason: promo };
    const agreed = await recordConsent(core, { ...wish.consent, person: owner, kind: "offer", given: true });
    if (agreed.kind === "outdated") return { kind: "consent_outdated" };

    await lapse(core, earlier);
    const discount = promo?.discount ?? 0;
    const start = info.sessions === 1 ? wish.start : undefined;
    return insert(
      core,
      owner,
      { ...wish, start },
      {
        packageId: info.id,
        currency,
        listAmount: price,
        discount,
        amount: price - discount,
        promoCode: promo?.code ?? null,
      },
    );
  });
}

type Sum = Pick<Order, "packageId" | "currency" | "listAmount" | "discount" | "amount" | "promoCode">;

async function insert(core: Core, owner: string, wish: OrderWish, sum: Sum): Promise<OrderMade> {
  const id = core.ids();
  const now = core.clock.now();
  const expiresAt = new Date(now.getTime() + LIFETIME);
  const { firstName, lastName, phone, email } = wish;
  const { token, number } = await core.db.order.create({
    data: {
      ...sum,
      id,
      token: randomBytes(TOKEN_BYTES).toString("base64url"),
      ownerId: owner,
      vetId: wish.vet ?? null,
      payer: sealJson(core.keys, `order.payer:${id}`, { firstName, lastName, phone, email }),
      locale: wish.locale,
      createdAt: now,
      expiresAt,
    },
    select: { token: true, number: true },
  });
  await freezePrices(core, { ...sum, id });
  if (wish.start) await planStart(core, id, wish.start);
  if (sum.promoCode !== null) await reservePromo(core, { order: id, code: sum.promoCode, owner, expiresAt });
  if (sum.amount === 0) {
    const done = await fulfil(core, id);
    if (done.kind !== "fulfilled") throw new Error("a new order could not be fulfilled");
    return { kind: "granted", id, number, entitlement: done.entitlement, begun: done.begun };
  }
  await setTimer(core, expiry(id, expiresAt));
  const link = `${core.settings.publicUrl}/p/${token}`;
  return { kind: "ordered", id, number, link, amount: sum.amount, currency: sum.currency, expiresAt };
}

async function sells(core: Core, vet: string, packageId: string): Promise<boolean> {
  const found = await core.db.vetPackage.count({
    where: { vetId: vet, packageId, vet: { retired: false } },
  });
  return found > 0;
}

/** The owner's unpaid orders that hold this code, locked. */
async function lockUnpaid(core: Core, owner: string, code: string): Promise<string[]> {
  const rows = await core.db.$queryRaw<{ id: string }[]>`
    select id from "order"
    where owner_id = ${owner}::uuid and promo_code = ${code} and state = 'open'
    order by id for no key update`;
  return rows.map((row) => row.id);
}
