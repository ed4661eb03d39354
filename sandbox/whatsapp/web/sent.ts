/** What the page sends on the bot's behalf, in the hub's words. */
import { z } from "zod";
import type { World } from "../../telegram/world.ts";
import type { HubContent } from "../records.ts";

const wid = z.object({ _serialized: z.string() });

/** A message as whatsapp-web.js composes it (`WWebJS.sendMessage`), as far as it concerns the other side. */
export const sentMessage = z.looseObject({
  id: z.object({ _serialized: z.string(), id: z.string() }),
  to: wid,
  type: z.string(),
  body: z.string().nullish(),
  caption: z.string().nullish(),
  directPath: z.string().nullish(),
  mimetype: z.string().nullish(),
  filename: z.string().nullish(),
  isGif: z.boolean().nullish(),
  lat: z.number().nullish(),
  lng: z.number().nullish(),
  loc: z.string().nullish(),
  quotedStanzaID: z.string().nullish(),
  pollName: z.string().nullish(),
  pollOptions: z.array(z.object({ name: z.string() })).nullish(),
});

export type SentMessage = z.infer<typeof sentMessage>;

const KINDS = {
  image: "photo",
  video: "video",
  ptt: "voice",
  audio: "audio",
  document: "document",
  sticker: "sticker",
} as const;

const isMedia = (type: string): type is keyof typeof KINDS => Object.hasOwn(KINDS, type);

/** Undefined: it is nothing that the simulated phones can show. */
export function contentOf(world: World, sent: SentMessage): HubContent | undefined {
  const { type, body, caption, directPath } = sent;
  if (isMedia(type)) {
    const file = world.files.get(directPath?.replace("/v/", "") ?? "");
    if (!file) return undefined;
    const kind = type === "video" && sent.isGif === true ? "animation" : KINDS[type];
    const { uid, mime, bytes, name } = file;
    const named = name === undefined ? {} : { name };
    return { kind, text: caption ?? "", file: { uid, mime, size: bytes.length, ...named } };
  }
  if (type === "location") {
    const [title, address] = sent.loc?.split("\n") ?? [];
    return {
      kind: "location",
      text: "",
      latitude: sent.lat ?? 0,
      longitude: sent.lng ?? 0,
      ...(title === undefined || title === "" ? {} : { title }),
      ...(address === undefined ? {} : { address }),
    };
  }
  if (type === "vcard") return contact(body ?? "");
  if (type === "poll_creation")
    return {
      kind: "poll",
      text: sent.pollName ?? "",
      options: sent.pollOptions?.map(({ name }) => name) ?? [],
      votes: [],
    };
  return type === "chat" ? { kind: "text", text: body ?? "" } : undefined;
}

function contact(vcard: string): HubContent {
  const [, last = "", first = ""] = /^N:([^;\n]*);([^;\n]*)/m.exec(vcard) ?? [];
  const phone = /^TEL[^:]*:(.*)$/m.exec(vcard)?.[1]?.replaceAll(/\D/g, "") ?? "";
  const lastName = last === "" ? {} : { lastName: last };
  return { kind: "contact", text: "", phone, firstName: first, ...lastName };
}
