import type { Random } from "./random.ts";
import type { Scene, Talk } from "./scene.ts";
import { tokenOf, wordsOf, type Said, type Side } from "./said.ts";

/** People who write to each other, each act by chance. */
export interface Traffic {
  /** Somebody sends a text or an album, or edits what they sent. */
  act(): Promise<void>;
  /** Everybody says something, in every case. */
  everybody(): Promise<void>;
  /** While it is on, Telegram may let updates overtake each other. */
  loosen(on: boolean): void;
  readonly said: readonly Said[];
}

export function trafficIn({ talks }: Scene, random: Random): Traffic {
  const said: Said[] = [];
  let loose = false;

  const hands = ({ owner, vet, topic }: Talk, side: Side) =>
    side === "owner" ? { seat: owner.hasty, at: {} } : { seat: vet.hasty, at: topic ? { topic } : {} };

  const note = (token: string, place: number, side: Side, first: number, ...rest: number[]) =>
    said.push({ token, place, side, messages: [first, ...rest], version: 0, loose });

  async function text(place: number, talk: Talk, side: Side): Promise<void> {
    const token = tokenOf(said.length);
    const { seat, at } = hands(talk, side);
    note(token, place, side, (await seat.say(wordsOf(token), at)).id);
  }

  async function album(place: number, talk: Talk, side: Side): Promise<void> {
    const tokens = [tokenOf(said.length), tokenOf(said.length + 1)] as const;
    const { seat, at } = hands(talk, side);
    const parts = tokens.map((token) => ({ kind: "photo" as const, caption: wordsOf(token) }));
    const [one, other] = (await seat.album(parts, at)).map(({ id }) => id);
    if (one === undefined || other === undefined) throw new Error("an album of less than two");
    // WhatsApp has no albums: from there and to there its parts go each by itself, and what is said of one is not said
    // of the other.
    const apart = talk.whatsapp;
    note(tokens[0], place, side, one, ...(apart ? [] : [other]));
    note(tokens[1], place, side, other, ...(apart ? [] : [one]));
  }

  /** The last text of this side, if there is one: older ones may be too old to be edited. */
  async function edit(place: number, talk: Talk, side: Side): Promise<void> {
    const last = said.findLast((each) => each.place === place && each.side === side);
    if (!last || last.loose) return text(place, talk, side);
    last.version += 1;
    await hands(talk, side).seat.edit(last.messages[0], wordsOf(last.token, last.version));
  }

  return {
    said,
    loosen: (on) => void (loose = on),
    async everybody() {
      for (const [place, talk] of talks.entries())
        for (const side of ["owner", "vet"] as const) await text(place, talk, side);
    },
    async act() {
      const place = Math.floor(random.next() * talks.length);
      const talk = talks[place] ?? talks[0];
      const side = random.pick<Side>(["owner", "vet"]);
      const kind = random.next();
      if (kind < 0.08) return album(place, talk, side);
      // The Cloud API does not tell of edits: an owner there is asked to write anew.
      if (kind < 0.18 && !(talk.whatsapp && side === "owner")) return edit(place, talk, side);
      return text(place, talk, side);
    },
  };
}
