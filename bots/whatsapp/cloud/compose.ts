import type { Outcome } from "../../../core/messaging/messenger.ts";
import type { Outgoing } from "../driver.ts";
import { canCaption } from "../kinds.ts";
import {
  choicePayload,
  contactPayload,
  fitsButtons,
  locationPayload,
  mediaHeader,
  mediaPayload,
  ROWS,
  textPayload,
  type Payload,
} from "./payload.ts";

export type OutgoingFile = Extract<Outgoing["content"], { kind: "media" }>;
export type Failed = Exclude<Outcome, { kind: "sent" }>;

/** Over buttons of a message without words, as WhatsApp wants some. */
const NO_WORDS = "👇";

/**
 * The requests that a message becomes: one, or several in order where WhatsApp cannot show it in one.
 *
 * @param upload stores a file and resolves with its id, or with why it could not
 */
export async function compose(
  message: Outgoing,
  upload: (file: OutgoingFile) => Promise<string | Failed>,
): Promise<readonly Payload[] | Failed> {
  const { content, choices = [], menu } = message;
  if (choices.length > ROWS) return { kind: "refused", reason: "rejected" };
  const below = choices.length > 0 ? [choicePayload(NO_WORDS, choices, { menu })] : [];
  switch (content.kind) {
    case "text":
      return [below.length > 0 ? choicePayload(content.text, choices, { menu }) : textPayload(content.text)];
    case "media": {
      const id = await upload(content);
      return typeof id === "string" ? withFile(content, id, message) : id;
    }
    // Meta's API has none.
    case "poll":
      return { kind: "refused", reason: "not_taken" };
    case "location":
      return [locationPayload(content), ...below];
    case "contact":
      return [contactPayload(content), ...below];
  }
}

function withFile(file: OutgoingFile, id: string, { choices = [], menu }: Outgoing): Payload[] {
  const { caption = "" } = file;
  const captioned = canCaption(file.as);
  if (choices.length === 0) {
    const shown = mediaPayload(file, id, caption);
    // Words that cannot stand under it come before it: they say whose it is.
    return captioned || !caption ? [shown] : [textPayload(caption), shown];
  }
  const words = caption || NO_WORDS;
  if (captioned && fitsButtons(words, choices))
    return [choicePayload(words, choices, { header: mediaHeader(file, id) })];
  return [mediaPayload(file, id, ""), choicePayload(words, choices, { menu })];
}
