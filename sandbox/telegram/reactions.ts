/** Reactions: only the emoji that Telegram allows. */
import type { ReactionType, ReactionTypeEmoji } from "grammy/types";
import { allowedValues } from "./schema.ts";

const allowed = new Set(allowedValues("ReactionTypeEmoji", "emoji"));

export function isReactionEmoji(emoji: unknown): emoji is ReactionTypeEmoji["emoji"] {
  return allowed.has(emoji);
}

/** Whether a request names an emoji that cannot be a reaction: asked before the schema, whose complaint is another. */
export function namesImpossibleEmoji(reaction: unknown): boolean {
  if (!Array.isArray(reaction)) return false;
  return reaction.some(
    (each: Partial<ReactionType> | null) =>
      each?.type === "emoji" && !isReactionEmoji(Reflect.get(each, "emoji")),
  );
}
