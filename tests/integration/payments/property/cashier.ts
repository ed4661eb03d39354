import type { MoneyAction } from "../../../../core/cashier/actions.ts";
import type { Outcome } from "../../../../core/cashier/carry.ts";
import { decide } from "../../../../core/cashier/decide.ts";
import { propose } from "../../../../core/cashier/propose.ts";
import {
  suspendedTransfers,
  transferSent,
  transfersToSend,
} from "../../../../core/payments/bank-transfer/suspense.ts";
import { rowsOf } from "../../../../core/platform/rows.ts";
import { count, type Game } from "./game.ts";

/**
 * A cashier does something about money; above the limit a second one lets it be done. Should the service die meanwhile it
 * is done again, by its id, as whoever saw no answer would.
 */
export async function decideOn(game: Game, action: MoneyAction): Promise<Outcome | undefined> {
  const id = game.world.calm.ids();
  game.drafts.set(id, action);
  return carry(game, id, action);
}

/** What was begun and not answered. */
export async function goOn(game: Game): Promise<void> {
  for (const [id, action] of game.drafts) await carry(game, id, action);
}

async function carry(game: Game, id: string, action: MoneyAction): Promise<Outcome | undefined> {
  const { calm, core, cashiers } = game.world;
  const [first, second] = cashiers;
  const asked = await rowsOf(calm.db)`select 1 from money_request where id = ${id}::uuid`;
  if (asked.length === 0) {
    const proposed = await propose(core(), first, id, action);
    if (proposed.kind !== "asked") {
      game.drafts.delete(id);
      return proposed.kind === "carried" ? proposed.outcome : undefined;
    }
  }
  count(game, "second person");
  const own = await decide(core(), first, id, "approve");
  if (own.kind !== "own" && own.kind !== "over")
    throw new Error("a cashier has approved what they asked for");
  const decided = await decide(core(), second, id, "approve");
  game.drafts.delete(id);
  return decided.kind === "approved" ? decided.outcome : undefined;
}

/** Brings what is new on the bank's statement into the books. */
export async function readStatement(game: Game, how: "well" | "typo" | "again"): Promise<void> {
  await goOn(game);
  for (const line of game.world.banks.transfer.statement) {
    if (line.entered && how !== "again") continue;
    const { bankRef, amount, date } = line;
    const reference = how === "typo" ? misread(line.reference) : line.reference;
    const entry = { reference, amount, currency: "RUB", date, bankReference: bankRef };
    // Of two who enter it at once either may be the first.
    const known = line.entered;
    const outcome = await decideOn(game, { kind: "confirm", line: entry });
    if (known && outcome !== "already_confirmed")
      throw new Error(`a transfer that was entered before: ${outcome}`);
    if (how === "typo" && outcome !== "unknown_reference")
      throw new Error(`a reference that nobody has: ${outcome}`);
    // Whose request ran out of time is asked for again.
    line.entered ||= outcome !== undefined && outcome !== "unknown_reference";
    if (outcome !== undefined) count(game, `transfer: ${outcome}`);
  }
}

const misread = (reference: string): string =>
  reference.slice(0, -1) + String((Number(reference.slice(-1)) + 1) % 10);

/** Decides about what lies in suspense: every other transfer pays its order if it can, the rest is sent back. */
export async function clearSuspense(game: Game): Promise<number> {
  const { calm, core, banks } = game.world;
  if (banks.transfer.statement.length === 0) return 0;
  const lying = await suspendedTransfers(calm, 100);
  for (const { bankRef, order } of lying) {
    const odd = { bankRef };
    const books = Number(bankRef.slice(1)) % 2 === 1;
    const booked = books ? await decideOn(game, { kind: "book", odd, order }) : undefined;
    if (booked !== undefined) count(game, `book: ${booked}`);
    if (booked === "given") continue;
    const outcome = await decideOn(game, { kind: "giveback", odd });
    if (outcome !== "noted") throw new Error(`${bankRef} does not leave suspense: ${outcome}`);
  }
  for (const { bankRef, amount } of await transfersToSend(calm, 100)) {
    const reference = banks.transfer.statement.find((line) => line.bankRef === bankRef)?.reference ?? "";
    banks.transfer.giveBack(reference, amount);
    const sent = [await transferSent(core(), bankRef), await transferSent(core(), bankRef)];
    if (!sent[0] || sent[1]) throw new Error("an odd transfer leaves the books once");
    count(game, "suspense: returned");
  }
  return lying.length;
}
