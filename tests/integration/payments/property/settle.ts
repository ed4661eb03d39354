import { confirmRefund } from "../../../../core/payments/refunds.ts";
import { closeStuck, tryStuckAgain } from "../../../../core/payments/stuck.ts";
import type { Bank } from "./banks/bank.ts";
import { DAY, MINUTE } from "../till.ts";
import { clearSuspense, decideOn, goOn, readStatement } from "./cashier.ts";
import { count, type Game } from "./game.ts";
import type { World } from "./world.ts";

/** A look while all is fresh, and then past the end of every hold and the last comparison. */
const WAITS = [20 * MINUTE, 8 * DAY];

/** As long as a payment is compared after its last change, and a day; and more of that than anything may take. */
const [QUIET, MOST] = [5 * DAY, 4];

/** Everything works again, and nothing more happens: the service comes to rest, and people do what is left to them. */
export async function settleDown(game: Game): Promise<Set<string>> {
  const { world } = game;
  for (const bank of Object.values(world.banks)) bank.setFaults({});
  await readStatement(game, "well");
  for (const wait of WAITS) await world.pass(wait, "hurried");
  await rest(world);
  const left = new Set<string>();
  // What a person sets going may need one again.
  for (let times = 0; times < 5 && (await decide(game, left)); times++) await rest(world);
  return left;
}

async function rest(world: World): Promise<void> {
  for (let times = 0; times < MOST && (await world.due()).goesOn; times++) await world.pass(QUIET, "hurried");
}

/** A person works the list of what waits for one. False: nothing does. Orders that they have to see to are added. */
async function decide(game: Game, left: Set<string>): Promise<boolean> {
  const { calm } = game.world;
  await goOn(game);
  const odd = await clearSuspense(game);
  if (!(await game.world.due()).waits) return odd > 0;
  const waiting = await calm.db.paymentTask.findMany({
    where: { doneAt: null, OR: [{ stuck: { not: null } }, { doubt: { not: null } }] },
    include: { attempt: true },
    orderBy: { key: "asc" },
  });
  for (const { key, kind, amount, stuck, doubt, attempt } of waiting) {
    const what = `${kind}: ${stuck ?? doubt}`;
    const bank = bankOf(game.world, attempt.gateway);
    const charge = await calm.db.telegramPayment.findUnique({ where: { attemptId: attempt.id } });
    const id = charge?.chargeId ?? attempt.ref ?? String(attempt.invoice);
    count(game, "a person decides");
    const at = bank.payments().find((payment) => payment.id === id);
    switch (what) {
      // A part was asked for, the answer was lost, and the gateway does not tell what went back.
      case "refund: ambiguous": {
        const gone = (at?.refunded ?? 0) >= attempt.refunded + (amount ?? 0);
        await (gone ? confirmRefund(calm, key) : tryStuckAgain(calm, key));
        break;
      }
      // No request can do it (any more): somebody does it there, and says so.
      case "refund: by_hand":
      case "refund: only_whole":
      case "refund: too_late":
        bank.giveBack(id, amount ?? 0);
        count(game, what);
        await confirmRefund(calm, key);
        break;
      // Its answer was lost, and the next look came so late that the gateway may have forgotten our key.
      case "receipt: ambiguous": {
        const heardOf = await calm.db.receipt.count({
          where: { attemptId: attempt.id, kind: "settlement", ref: { not: null } },
        });
        await ((at?.receipts ?? 0) > heardOf ? closeStuck(calm, key) : tryStuckAgain(calm, key));
        count(game, what);
        break;
      }
      case "receipt: by_hand": {
        const receipt = key.slice("receipt:".length);
        const made = await decideOn(game, { kind: "receipt", receipt, number: "1" });
        if (made !== "receipt_made") throw new Error(`a receipt cannot be entered: ${made}`);
        count(game, what);
        break;
      }
      // We were told of money that never shows: the notification was forged, and well signed; or we were away for so
      // long that what was held is gone.
      case "check: unconfirmed":
        if (!game.doubts.has(attempt.orderId) && !game.slept)
          throw new Error(`${key} waits for a person: ${what}`);
        await closeStuck(calm, key);
        break;
      case "check: hold_lost":
        if (!game.slept) throw new Error(`${key} waits for a person: ${what}`);
        left.add(attempt.orderId);
        await closeStuck(calm, key);
        break;
      // Nobody mends the books: what differs is for the audit to say.
      case "compare: difference":
        break;
      default:
        throw new Error(`${key} waits for a person: ${what}`);
    }
  }
  return waiting.length + odd > 0;
}

function bankOf({ banks }: World, gateway: string): Bank {
  const bank = Object.values(banks).find(({ adapter }) => adapter.name === gateway);
  if (!bank) throw new Error(`no ${gateway}`);
  return bank;
}
