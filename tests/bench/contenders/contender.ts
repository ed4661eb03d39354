import type { Crowd } from "../stage/crowd.ts";
import type { Started } from "../stage/process.ts";
import type { Sent } from "../stage/telegram.ts";

/** Something that passes what owners write to vets. */
export interface Contender {
  readonly name: string;
  readonly process: Started;
  readonly owners: Crowd;
  /** Messages that vets got since this was asked last, in the order of their arrival. */
  taken(): Promise<Sent[]>;
  /** How many there are by now. */
  readonly arrived: () => Promise<number>;
  close(): Promise<void>;
}

/** Chats of the people of the bench, as Telegram numbers them. */
export const ownerChat = (person: number): number => 10_000 + person;
export const vetChat = (vet: number): number => 90_000 + vet;

/** Two hundred owners in talk with twenty vets, each case in a topic of its own. */
export const OWNERS = 200;
export const VETS = 20;
export const vetOf = (owner: number): number => owner % VETS;
export const topicOf = (owner: number): number => 1_000 + owner;

/** Tokens of a contender's two bots: each has its own at the one Bot API. */
export const tokens = (index: number): { readonly owner: string; readonly staff: string } => ({
  owner: `${7_100_000_000 + index}:bench-owner-bot`,
  staff: `${7_200_000_000 + index}:bench-staff-bot`,
});
