import type { Choice } from "../../core/messaging/choices.ts";
import { offered } from "../../core/messaging/choices.ts";
import type { Core } from "../../core/platform/core.ts";
import { isOneOf } from "../dialog/match.ts";
import type { Incoming } from "../incoming.ts";
import { inEveryLanguage } from "../texts.ts";

/** Who wrote, as their message tells. */
export interface Writer {
  readonly person: string;
  /** E.164 without the plus, where WhatsApp tells it. */
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * What a message chooses: its number or label stands under the message it quotes, or under one of the latest. Anything
 * else is left as it is. `phone` of the answer: a share button was chosen, but WhatsApp hides the number.
 */
export async function chosen(
  core: Core,
  { person, phone, name }: Writer,
  incoming: Incoming,
): Promise<Incoming | "phone"> {
  if (incoming.kind !== "message" || incoming.content.kind !== "text") return incoming;
  const { text } = incoming.content;
  const offers = await offered(core, { personId: person, channel: "whatsapp" }, incoming.replyTo);
  for (const { externalId, choices } of offers) {
    const choice = choices.find((each) => isMeant(each, text));
    if (!choice) continue;
    if ("data" in choice.does) return { kind: "press", data: choice.does.data, externalId };
    // The quotation has served: the words go where unquoted words go.
    const { replyTo: _, ...plain } = incoming;
    if ("says" in choice.does) return { ...plain, content: { kind: "text", text: choice.does.says } };
    if (phone === undefined) return "phone";
    const contact = { kind: "contact", phone, firstName: name ?? "", own: true } as const;
    return { ...plain, content: contact };
  }
  return incoming;
}

function isMeant({ number, label }: Choice, text: string): boolean {
  const typed = /^\s*(\d{1,3})[.)]?\s*$/.exec(text)?.[1];
  if (typed !== undefined) return number === Number(typed);
  return isOneOf(text, inEveryLanguage(label));
}
