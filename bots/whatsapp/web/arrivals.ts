import type { Arrival } from "../../../core/messaging/intake.ts";
import type { WhatsAppEvent } from "../event.ts";
import type { Heard } from "./read.ts";

/** What was heard, as the inbox takes it. */
export const arrivalOf = ({ key, event, album }: Heard): Arrival => ({
  channel: "whatsapp",
  externalId: key,
  from: event.chat,
  ...alsoKnown(event),
  body: { via: "web", event },
  ...(album === undefined ? isPicture(event) && ({ picture: true } as const) : { album }),
});

/** A chat is found by its hidden id and by its number: phones go over from the one to the other. */
const alsoKnown = (event: WhatsAppEvent): Pick<Arrival, "also"> =>
  event.kind === "message" && event.phone !== undefined && event.chat.endsWith("@lid")
    ? { also: `${event.phone}@c.us` }
    : {};

/** WhatsApp's page tells of albums where it can; the rest is what comes together. */
const isPicture = (event: WhatsAppEvent): boolean =>
  event.kind === "message" &&
  event.content.kind === "media" &&
  (event.content.media === "photo" || event.content.media === "video");
