import type { Choice } from "../../core/messaging/choices.ts";
import { offered } from "../../core/messaging/choices.ts";
import type { Core } from "../../core/platform/core.ts";
import { isOneOf } from "../dialog/match.ts";
import type { Incoming } from "../incoming.ts";
import { inEveryLanguage } from "../texts.ts";
import type { WhatsAppEvent } from "./event.ts";

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
export async function chosen(core: Core, writer: Writer, incoming: Incoming): Promise<Incoming | "phone"> {
  if (incoming.kind !== "message" || incoming.content.kind !== "text") return incoming;
  const { text } = incoming.content;
  const offers = await offered(core, { personId: writer.person, channel: "whatsapp" }, incoming.replyTo);
  for (const { externalId, choices } of offers) {
    const choice = choices.find((each) => isMeant(each, text));
    if (choice) return taken(choice, externalId, incoming.externalId, writer);
  }
  return incoming;
}

/**
 * What a vote in a poll of ours chooses, as if the person had quoted the list that the poll stood under; an offer that
 * is gone is a button that is gone.
 */
export async function voted(
  core: Core,
  writer: Writer,
  { id, option }: Pick<Extract<WhatsAppEvent, { kind: "vote" }>, "id" | "option">,
): Promise<Incoming | "phone"> {
  const [offer] = await offered(core, { personId: writer.person, channel: "whatsapp" }, id);
  const choice = offer?.choices[option];
  return choice ? taken(choice, id, id, writer) : { kind: "press", data: "", externalId: id };
}

/** @param offer the message it stands in; @param said the one by which it was chosen */
function taken({ does }: Choice, offer: string, said: string, { phone, name }: Writer): Incoming | "phone" {
  if ("data" in does) return { kind: "press", data: does.data, externalId: offer };
  // A quotation has served: the words go where unquoted words go.
  const message = { kind: "message", externalId: said } as const;
  if ("says" in does) return { ...message, content: { kind: "text", text: does.says } };
  if (phone === undefined) return "phone";
  return { ...message, content: { kind: "contact", phone, firstName: name ?? "", own: true } };
}

function isMeant({ number, label }: Choice, text: string): boolean {
  const typed = /^\s*(\d{1,3})[.)]?\s*$/.exec(text)?.[1];
  if (typed !== undefined) return number === Number(typed);
  return isOneOf(text, inEveryLanguage(label));
}
