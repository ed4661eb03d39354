import { closeByOwner, finish } from "../../../../core/consultations/close.ts";
import { release, take } from "../../../../core/consultations/take.ts";
import { staffWrote } from "../../../../core/consultations/wrote.ts";
import { transact } from "../../../../core/platform/core.ts";
import { rowsOf } from "../../../../core/platform/rows.ts";
import { place } from "../../consultations/world.ts";
import type { Act } from "./acts.ts";
import type { Game, Ordered } from "./game.ts";

/** What is done about the latest consultation of an order. */
type OfCase = Extract<Act, { do: "take" | "answer" | "release" | "withdraw" | "finish" }>;

export async function withCase({ world }: Game, ordered: Ordered, act: OfCase): Promise<void> {
  const core = world.core();
  const { owner } = ordered;
  const [found] = await rowsOf(world.calm.db)<{ id: string; conversation: string }>`
    select c.id, c.conversation_id as conversation
    from consultation c join entitlement e on e.id = c.entitlement_id
    where e.order_id = ${ordered.id}::uuid order by c.number desc limit 1`;
  if (!found) return;
  const { id, conversation } = found;
  switch (act.do) {
    case "take":
      return void (await take(core, world.vet, id));
    case "answer":
      // Part of a bot's turn.
      return void (await transact(core, (core) => staffWrote(core, world.vet, conversation)));
    case "release":
      return void (await release(core, world.vet, id));
    case "withdraw":
      return void (await closeByOwner(core, owner.id, id));
    case "finish": {
      const conclusion = { words: { text: "Rest for a week" }, places: [place()] } as const;
      return void (await finish(core, world.vet, id, conclusion, act.given));
    }
  }
}
