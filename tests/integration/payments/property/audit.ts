import { startKey } from "../../../../core/orders/start.ts";
import type { AtBank } from "./banks/bank.ts";
import { BUDGET, USES } from "./goods.ts";
import { count, type Game } from "./game.ts";

/** An attempt, with what the books say of it. */
interface Row {
  readonly id: string;
  readonly order: string;
  readonly gateway: string;
  readonly ref: string;
  /** It is what its order was given for. */
  readonly pays: boolean;
  readonly amount: number;
  /** What came for it. */
  readonly came: number;
  readonly clearing: number;
  readonly fees: number;
  readonly prepayment: number;
  readonly revenue: number;
  readonly suspense: number;
  /** What people decided to give back. */
  readonly decided: number;
  readonly captureTask: boolean;
  readonly voidTask: boolean;
  /** Captured because the hold was soon over. */
  readonly atDeadline: boolean;
}

/** What must be true of a world at rest; `left`: orders that a person sees to. Says what is not. */
export async function audit(game: Game, left: ReadonlySet<string>): Promise<string[]> {
  const { db } = game.world.calm;
  const wrong: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) wrong.push(what);
  };
  const at = new Map<string, AtBank>();
  for (const [name, bank] of Object.entries(game.world.banks)) {
    for (const payment of bank.payments()) at.set(`${name}:${payment.id}`, payment);
  }
  const rows = await attempts(game);
  const known = new Map(rows.map((row) => [`${row.gateway}:${row.ref}`, row]));

  for (const [name, payment] of at) {
    const { captured, refunded, held, fee } = payment;
    const paid = game.paid.some(({ bank, id }) => name === `${bank}:${id}`);
    const row = known.get(name);
    must(!held, `${name} is left on hold`);
    must(row !== undefined || (!paid && captured === 0), `${name} was paid, and no attempt of ours knows it`);
    if (!row) continue;
    const cash = row.clearing + row.fees;
    must(cash === captured - refunded, `${name}: we have ${cash}, the gateway ${captured - refunded}`);
    must(row.fees === fee, `${name}: its fee is ${row.fees} in the books, ${fee} at the gateway`);
    // Whoever sends a transfer sends what they like.
    must(
      captured === 0 || captured === row.amount || row.gateway === "transfer",
      `${name}: ${captured} was taken of ${row.amount}`,
    );
    tally(game, row, payment);
  }
  for (const [name, row] of known) {
    const books = [row.clearing, row.prepayment, row.revenue, row.suspense];
    must(at.has(name) || books.every((sum) => sum === 0), `${name} is in the books and nowhere else`);
    must(
      row.prepayment <= 0 && row.revenue <= 0 && row.suspense === 0,
      `${name}: ${books.join(", ")} in the accounts`,
    );
  }

  const orders = await db.order.findMany({
    include: {
      package: true,
      promoUse: true,
      entitlement: { include: { entries: true, consultations: true } },
    },
  });
  for (const { id, state, entitlement, package: bought, ...order } of orders) {
    if (left.has(id)) continue;
    const payments = rows.flatMap((row) => {
      const payment = at.get(`${row.gateway}:${row.ref}`);
      return row.order === id && payment ? { row, kept: payment.captured - payment.refunded } : [];
    });
    const kept = payments.reduce((sum, { kept }) => sum + kept, 0);
    const given = state !== "open" && state !== "cancelled";
    const grants = entitlement?.entries.filter(({ kind }) => kind === "grant") ?? [];
    must(
      given ? grants.length === 1 && grants[0]?.delta === bought.sessions : entitlement === null,
      `order ${state}: ${grants.length} grants`,
    );
    must(state !== "held", "an order is left held");
    for (const { row, kept } of payments)
      must(row.pays || kept === 0, `${row.gateway}:${row.ref} pays nothing and is kept: ${kept}`);
    const begun = entitlement?.consultations.find(({ once }) => once === startKey(id));
    const back = new Set(entitlement?.entries.map(({ key }) => key));
    for (const { id, state } of entitlement?.consultations ?? []) {
      const unanswered = state === "expired" || state === "cancelled";
      must(!unanswered || back.has(`giveback:${id}`), `a consultation ${state} without its session back`);
    }
    const notGiven = begun !== undefined && back.has(`giveback:${begun.id}`);
    const pays = payments.find(({ row }) => row.pays)?.row;
    const expected = !given || notGiven ? 0 : (pays?.came ?? 0) - (pays?.decided ?? 0);
    must(kept === expected, `order ${state}: ${kept} is kept, and should be ${expected}`);
    const over = entitlement !== null && entitlement.expiresAt <= game.world.calm.clock.now();
    if (over && pays) {
      must(
        pays.prepayment === 0,
        `order ${state}: ${pays.prepayment} is owed for what can no longer be given`,
      );
      if (kept > 0) count(game, "earned in the end");
    }
    must(order.promoUse?.state !== "reserved", "a promo code is left reserved");
    must(
      order.promoUse?.state !== "redeemed" || given,
      `order ${state} has spent a promo code and got nothing for it`,
    );
  }
  const spent = (code: string) =>
    orders.filter(({ promoUse: use }) => use?.code === code && use.state === "redeemed");
  must(spent("FEW").length <= USES, "a promo code was used too often");
  must(
    spent("BUDGET").reduce((sum, { discount }) => sum + discount, 0) <= BUDGET,
    "a promo code's budget is overrun",
  );
  const [books] = await db.$queryRaw<Record<"total" | "crooked" | "receipts" | "differences", number>[]>`
    select (select coalesce(sum(amount), 0)::int from ledger_line) as total,
      (select count(*)::int from (
        select from ledger_line group by entry_id, currency having sum(amount) <> 0
      ) entry) as crooked,
      (select count(*)::int from receipt where state in ('due', 'sent')) as receipts,
      (select count(*)::int from payment_task where doubt = 'difference' and done_at is null) as differences`;
  must(books?.total === 0 && books.crooked === 0, "the ledger does not balance");
  must(books?.receipts === 0, "a receipt was never made");
  must(books?.differences === 0, "a gateway says something else than the books");
  return wrong;
}

const attempts = ({ world }: Game): Promise<Row[]> => world.calm.db.$queryRaw<Row[]>`
  select a.id, a.order_id as "order", a.gateway, coalesce(c.charge_id, a.ref, a.invoice::text) as ref, a.amount,
    a.captured as came,
    coalesce(o.paid_with_id = a.id, false) as pays,
    coalesce(b.clearing, 0) as clearing, coalesce(b.fees, 0) as fees, coalesce(b.prepayment, 0) as prepayment,
    coalesce(b.revenue, 0) as revenue, coalesce(b.suspense, 0) as suspense,
    coalesce(t.decided, 0) as decided,
    coalesce(t.captured, false) as "captureTask", coalesce(t.voided, false) as "voidTask",
    coalesce(t.at_deadline, false) as "atDeadline"
  from payment_attempt a join "order" o on o.id = a.order_id
  left join telegram_payment c on c.attempt_id = a.id
  left join lateral (
    select sum(l.amount) filter (where account like 'clearing:%')::int as clearing,
      sum(l.amount) filter (where account = 'fees')::int as fees,
      sum(l.amount) filter (where account = 'customer_prepayment')::int as prepayment,
      sum(l.amount) filter (where account = 'revenue')::int as revenue,
      sum(l.amount) filter (where account = 'suspense')::int as suspense
    from ledger_entry e join ledger_line l on l.entry_id = e.id where e.attempt_id = a.id
      -- What lies, or lay, in suspense is of an invoice and of no attempt.
      or e.gateway_ref in (
        select unnest(array['transfer:' || s.bank_ref, 'transfer:' || a.ref || ':' || s.bank_ref])
        from bank_transfer s where s.attempt_id = a.id
      )
  ) b on true
  left join lateral (
    select sum(amount) filter (where why in ('decided', 'sessions'))::int as decided,
      bool_or(kind = 'capture') as captured, bool_or(kind = 'void') as voided,
      bool_or(kind = 'capture' and since = (
        select done_at from payment_task d where d.attempt_id = a.id and d.kind = 'deadline'
      )) as at_deadline
    from payment_task where attempt_id = a.id
  ) t on true`;

function tally(game: Game, row: Row, { captured, refunded }: AtBank): void {
  const whole = captured > 0 && refunded === captured;
  const happened = {
    paid: true,
    refund: whole,
    "part refund": refunded > 0 && refunded < captured,
    "second payer refunded": !row.pays && whole,
    void: row.voidTask && captured === 0,
    "capture at the deadline": row.atDeadline && captured > 0,
    "capture after completion": row.captureTask && !row.atDeadline && captured > 0,
    [`paid: ${row.gateway}`]: captured > 0,
    [`captured: ${row.gateway}`]: row.captureTask && captured > 0,
    [`voided: ${row.gateway}`]: row.voidTask && captured === 0,
  };
  for (const [what, did] of Object.entries(happened)) if (did) count(game, what);
}
