import { createHash, randomBytes } from "node:crypto";
import type { Prisma } from "../../prisma/generated/client.ts";
import type { Core } from "../platform/core.ts";
import { openJson } from "../platform/sealed.ts";

/** What pairs a device: for the administrator's eyes only. */
export type PairsBy =
  /** What the picture of a QR code says. */
  | { readonly kind: "qr"; readonly qr: string }
  /** Letters and digits, to be typed on the phone. */
  | { readonly kind: "code"; readonly code: string };

/** What the page shows. */
export type Pairing =
  | PairsBy
  /** There is no code at this moment; one comes, or WhatsApp cannot be reached. */
  | { readonly kind: "waits" }
  | { readonly kind: "paired" }
  /** The address has lived its time. */
  | { readonly kind: "over" };

/** So long lives the address of the page: whoever has it could pair an account of their own. */
export const PAGE_MINUTES = 10;

/** WhatsApp takes a QR code for a minute at most, and a code for about three; older ones come from a driver that died. */
const TAKEN_MS = { qr: 60_000, code: 180_000 };

const TOKEN_BYTES = 18;
/** What a token looks like. */
export const TOKEN = /^[\w-]{24}$/;

/** Where the webhooks' half shows the page, under the public address. */
export const PAIRING_PATH = "/whatsapp/pair";

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

export const contextOf = (number: string): string => `whatsapp_state:${number}`;

/** Makes a new address of the page for a number; earlier ones lead nowhere. Null where we have no pages. */
export async function openPage(core: Core, number: string): Promise<string | null> {
  const { publicUrl } = core.settings;
  if (publicUrl === undefined) return null;
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const tokenUntil = new Date(core.clock.now().getTime() + PAGE_MINUTES * 60_000);
  await core.db.whatsAppState.update({
    where: { number },
    data: { tokenHash: hashOf(token), tokenUntil },
  });
  return `${publicUrl}${PAIRING_PATH}/${token}`;
}

/** What is behind the address with this token; undefined: there is no such address. */
export async function pairingOf(core: Core, token: string): Promise<Pairing | undefined> {
  const row = await core.db.whatsAppState.findUnique({ where: { tokenHash: hashOf(token) } });
  if (!row) return undefined;
  if (row.kind === "ready") return { kind: "paired" };
  const now = core.clock.now();
  if (row.tokenUntil === null || row.tokenUntil <= now) return { kind: "over" };
  const pairs = pairsBy(core, row);
  if (!pairs || now.getTime() - row.at.getTime() > TAKEN_MS[pairs.kind]) return { kind: "waits" };
  return pairs;
}

function pairsBy(
  core: Core,
  { number, sealed }: Prisma.WhatsAppStateGetPayload<object>,
): PairsBy | undefined {
  return sealed ? openJson<PairsBy>(core.keys, contextOf(number), sealed) : undefined;
}

/**
 * Another address of the page, where administrators were told to pair. Undefined: nothing waits to be paired any more,
 * or there are no pages.
 */
export async function renewPage(
  core: Core,
): Promise<{ readonly by: PairsBy["kind"]; readonly link: string } | undefined> {
  const row = await core.db.whatsAppState.findFirst({
    where: { told: "pairing", kind: { not: "ready" } },
    orderBy: { at: "desc" },
  });
  if (!row) return undefined;
  const link = await openPage(core, row.number);
  return link === null ? undefined : { by: row.kind === "code" ? "code" : "qr", link };
}
