import type { Channel } from "../../../prisma/generated/enums.ts";
import { transact, type Core } from "../../platform/core.ts";
import { hashOf, readCode } from "./code.ts";
import { noteGuess, triesLeft } from "./guesses.ts";
import { mergePerson } from "./merge.ts";
import { isOwnerChannel, messengersOf, type OwnerChannel } from "./messengers.ts";

export type TakenLink =
  /** Whoever took the code and whoever asked for it are one from now on. */
  | ({ readonly kind: "joined" } & Arrived)
  /** They were one already: the person only goes on here. */
  | ({ readonly kind: "here" } & Arrived)
  /** Typed where it was asked for: it is meant for the other messenger. */
  | { readonly kind: "own" }
  | { readonly kind: "used" | "expired" }
  /** Nobody's code; `left`: how many more may be tried. */
  | { readonly kind: "unknown"; readonly left: number }
  /** Too many wrong ones within the hour: nothing is looked at. */
  | { readonly kind: "too_many" }
  /** Both have an account: two are never made one without a word. */
  | { readonly kind: "two_accounts" }
  /** Both have an address in this messenger, and an account has one at most. `maker` asked for the code, in `from`. */
  | {
      readonly kind: "occupied";
      readonly channel: OwnerChannel;
      readonly maker: string;
      readonly from: OwnerChannel;
    };

interface Arrived {
  /** The person that both are now. */
  readonly person: string;
  /** Where the code was asked for. */
  readonly from: OwnerChannel;
  /** Data of the button to be pressed for them. */
  readonly opens: string | null;
  /** The dialog that was open with the one who is no more, in the bots' own form. */
  readonly unfinished?: unknown;
}

/**
 * Takes a code up in the messenger it was meant for. A person who has not registered becomes the one who has; of two
 * who have not, the one who asked for the code stays. Used once; two at a time: one of them uses it.
 */
export function takeLink(core: Core, taker: string, channel: Channel, typed: string): Promise<TakenLink> {
  return transact(core, async (core): Promise<TakenLink> => {
    if ((await triesLeft(core, taker)) === 0) return { kind: "too_many" };
    const code = readCode(typed);
    const codeHash = code && hashOf(core.keys, code);
    const found = codeHash
      ? await core.db.link.findUnique({ where: { codeHash }, select: { personId: true } })
      : null;
    if (!codeHash || !found) return unknown(core, taker);
    await hold(core, taker, found.personId);
    // Read again: whoever held them may have used it.
    const link = await core.db.link.findUnique({ where: { codeHash }, include: { person: true } });
    if (!link) return unknown(core, taker);
    const { channel: from, opens, id } = link;
    // Each may have taken the other's: who asked for this one is the taker by now.
    const maker = link.person.mergedIntoId ?? link.personId;
    if (!isOwnerChannel(from)) throw new Error("a code from a messenger that owners do not use");
    if (maker === taker)
      return from === channel ? { kind: "own" } : { kind: "here", person: taker, from, opens };
    if (link.usedById !== null) return { kind: "used" };
    const now = core.clock.now();
    if (link.endedAt !== null || link.expiresAt <= now) return { kind: "expired" };

    const registered = await core.db.owner.findMany({
      where: { id: { in: [taker, maker] } },
      select: { id: true },
    });
    if (registered.length > 1) return { kind: "two_accounts" };
    const stays = registered[0]?.id ?? maker;
    const goes = stays === maker ? taker : maker;
    const theirs = new Set(await messengersOf(core, stays));
    const both = (await messengersOf(core, goes)).find((each) => theirs.has(each));
    if (both) return { kind: "occupied", channel: both, maker, from };
    await core.db.link.update({ where: { id }, data: { endedAt: now, usedById: taker } });
    const unfinished = await mergePerson(core, { from: goes, into: stays });
    await core.db.linkGuess.deleteMany({ where: { personId: stays } });
    await core.db.person.update({ where: { id: stays }, data: { channel }, select: { id: true } });
    return { kind: "joined", person: stays, from, opens, unfinished };
  });
}

async function unknown(core: Core, taker: string): Promise<TakenLink> {
  await noteGuess(core, taker);
  return { kind: "unknown", left: await triesLeft(core, taker) };
}

/** Until the commit nobody else joins, unlinks or gives codes to these persons. */
async function hold(core: Core, taker: string, maker: string): Promise<void> {
  const held = await core.db.$queryRaw<{ id: string; gone: boolean }[]>`
    select id, merged_into_id is not null as gone from person
    where id = any(${[taker, maker]}::uuid[]) order by id for no key update`;
  // The turn begins anew as that of who they are now.
  if (held.some(({ id, gone }) => gone && id === taker))
    throw new Error("who takes a code has become another");
}
