import type { MessageView } from "../../sandbox/control/api.ts";
import { told } from "../e2e/support/words.ts";
import type { Scene, Talk } from "./scene.ts";
import { tokensIn, type Said } from "./said.ts";

/** What a person sees of one token in one message. */
interface Copy {
  readonly token: string;
  /** As it was first shown, and as it stands now. */
  readonly first: number;
  readonly now: number;
}

/** Why something may be refused here: nobody stops a bot, and the files are good. */
const REASONS = ["gone", "missing_file", "rejected"];
const noticesOf = (id: string) => REASONS.map((reason) => told("en", id, { reason }));
const REFUSED = { owner: noticesOf("not-delivered"), vet: noticesOf("desk-not-delivered") };
const UNCERTAIN = { owner: [told("en", "uncertain")], vet: [told("en", "desk-uncertain")] };
/** More than anybody is told in a run. */
const ALL = 1_000_000;

/**
 * Holds what people see against what was said: every message reaches exactly one of *sent*, *refused and shown*,
 * *uncertain and shown*, and never another person; the order of a lane is kept; a message is seen twice at most, and
 * only if it was on its way when something broke. The breaches, each a sentence.
 */
export async function breaches(scene: Scene, said: readonly Said[]): Promise<string[]> {
  const chats = new Map<number, MessageView[]>();
  for (const seat of scene.talks.flatMap(({ owner, vet }) => [owner, vet]))
    if (!chats.has(seat.chat)) chats.set(seat.chat, await byBot(seat));
  const byToken = new Map(said.map((each) => [each.token, each]));
  const found = strays(scene, chats, byToken);
  for (const [place, talk] of scene.talks.entries())
    for (const side of ["owner", "vet"] as const) {
      const mine = said.filter((each) => each.place === place && each.side === side);
      const shown = shownTo(talk, side, chats).flatMap(copiesIn);
      const sender = chats.get((side === "owner" ? talk.owner : talk.vet).chat) ?? [];
      for (const each of mine)
        found.push(...fate(each, { talk, shown, sender, broken: scene.leases.broken.get(each.token) ?? 0 }));
      found.push(...disorder(shown, byToken));
    }
  return found;
}

async function byBot({ seat }: Talk["owner"] | Talk["vet"]): Promise<MessageView[]> {
  const { messages } = await seat.chat({ limit: ALL });
  return messages.filter(({ by, deleted }) => by === "bot" && !deleted);
}

const copiesIn = ({ text, edits }: MessageView): Copy[] =>
  tokensIn(text).map(({ token, version: now }) => {
    const before = edits[0] && tokensIn(edits[0].text).find((each) => each.token === token);
    return { token, first: before?.version ?? now, now };
  });

/** What the reader of this side's messages has before them. */
function shownTo(talk: Talk, side: Said["side"], chats: ReadonlyMap<number, MessageView[]>): MessageView[] {
  if (side === "vet") return chats.get(talk.owner.chat) ?? [];
  return (chats.get(talk.vet.chat) ?? []).filter(({ topic = 0 }) => topic === talk.topic);
}

function strays(
  { talks }: Scene,
  chats: ReadonlyMap<number, MessageView[]>,
  byToken: ReadonlyMap<string, Said>,
): string[] {
  return [...chats].flatMap(([chat, messages]) =>
    messages.flatMap(({ text, topic = 0 }) =>
      tokensIn(text).flatMap(({ token }) => {
        const one = byToken.get(token);
        const talk = one && talks[one.place];
        const right =
          one &&
          talk &&
          (one.side === "vet" ? chat === talk.owner.chat : chat === talk.vet.chat && topic === talk.topic);
        return right ? [] : [`${token} was shown to somebody else`];
      }),
    ),
  );
}

function fate(
  { token, side, messages, version, loose }: Said,
  seen: {
    readonly talk: Talk;
    readonly shown: readonly Copy[];
    readonly sender: readonly MessageView[];
    readonly broken: number;
  },
): string[] {
  const { talk, broken } = seen;
  const all = seen.shown.filter((copy) => copy.token === token);
  // Where the messenger has no edits, a correction is a message of its own.
  const copies = talk.whatsapp && side === "vet" ? all.filter(({ first }) => first === 0) : all;
  // Parts of an album that came too far apart are messages of their own: what is said under the other part is said of this
  // one only if nothing else became of it.
  const places = copies.length > 0 ? messages.slice(0, 1) : messages;
  const notices = seen.sender
    .filter(({ replyTo }) => replyTo !== undefined && places.includes(replyTo))
    .map(({ text }) => text);
  const has = (patterns: readonly RegExp[]) =>
    notices.some((text) => patterns.some((pattern) => pattern.test(text)));
  const refused = has(REFUSED[side]);
  const uncertain = has(UNCERTAIN[side]);
  const found: string[] = [];
  const breach = (what: string) => found.push(`${token} of the ${side} in case ${talk.number} ${what}`);
  if (copies.length === 0 && !refused && !uncertain) breach("is lost");
  if (refused && (uncertain || (copies.length > 0 && broken === 0))) breach("was refused, and more");
  if (uncertain && broken === 0) breach("is uncertain, and was never on its way when something broke");
  if (copies.length > Math.min(2, 1 + broken))
    breach(`was shown ${copies.length} times, and was on its way in ${broken} breaks`);
  if (copies.length > 0 && !uncertain && !loose && !all.some(({ now }) => now === version))
    breach(`does not show its ${version}. edit`);
  return found;
}

/** Tokens are numbered as they were said; an album is seen twice as a whole, so a number may fall back by one. */
function disorder(shown: readonly Copy[], byToken: ReadonlyMap<string, Said>): string[] {
  const found: string[] = [];
  let last = -1;
  for (const { token, first } of shown) {
    if (byToken.get(token)?.loose || first > 0) continue;
    const number = Number(token.slice(1, -1));
    if (number < last - 1) found.push(`${token} came after k${last}k`);
    last = Math.max(last, number);
  }
  return found;
}
