import type { Channel } from "../../prisma/generated/enums.ts";
import type { Incoming, IncomingContent, IncomingMedia } from "../incoming.ts";
import type { Input, Media } from "./input.ts";
import { decodePick } from "./token.ts";

/**
 * What a person's message says to a dialog. Undefined for what is no answer of any kind (edits, reactions, a block):
 * that is not the dialog's affair. Commands are handled before; one that nobody knew gets the question's hint.
 */
export function inputOf(incoming: Incoming, channel: Channel): Input | undefined {
  switch (incoming.kind) {
    case "message":
      return contentInput(incoming.content, channel);
    case "press": {
      const pick = decodePick(incoming.data);
      return pick ? { kind: "pick", ...pick } : { kind: "other" };
    }
    case "command":
      return { kind: "other" };
    case "edited":
    case "deleted":
    case "reaction":
    case "blocked":
    case "unblocked":
      return undefined;
    default:
      return incoming satisfies never;
  }
}

function contentInput(content: IncomingContent, channel: Channel): Input {
  switch (content.kind) {
    case "text":
      return { kind: "text", text: content.text };
    case "media":
      return { kind: "media", media: content.parts.map((part) => mediaInput(part, channel)) };
    case "contact":
      return { kind: "contact", phone: content.phone, own: content.own };
    case "location":
      return { kind: "location", latitude: content.latitude, longitude: content.longitude };
    case "unsupported":
      return { kind: "other" };
    default:
      return content satisfies never;
  }
}

function mediaInput({ kind, ref, size, name, mime, caption }: IncomingMedia, channel: Channel): Media {
  return {
    kind,
    ref,
    channel,
    ...(size !== undefined && { size }),
    ...(name !== undefined && { name }),
    ...(mime !== undefined && { mime }),
    ...(caption !== undefined && { caption: caption.text }),
  };
}
