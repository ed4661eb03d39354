import { createHash } from "node:crypto";

/**
 * What a button carries. Telegram allows 64 bytes of callback data: `d:` + 8 characters of the question + `:` + at most
 * 53 bytes of the value. The question's token holds the dialog's id, so a button of an earlier dialog, or of another
 * question of this one, is known to be old.
 */
const room = 53;

/** Names a question of a dialog: 48 bits of a hash, plenty among the few buttons one person can still see. */
export const questionToken = (dialog: string, step: string): string => digest(`${dialog} ${step}`, 8);

/** Names a value: itself where it fits (`=dog`), else 96 bits of a hash (`~…`), to be compared with those offered. */
export function valueToken(value: string): string {
  const literal = `=${value}`;
  return Buffer.byteLength(literal) <= room ? literal : `~${digest(value, 16)}`;
}

/** Values of the buttons that every question may have; no value token looks like them. */
export const control = {
  back: "!back",
  skip: "!skip",
  all: "!all",
  /** Counts from 0. */
  page: (page: number) => `!page ${page}`,
} as const;

/** The page a control leads to, if it is one. */
export function pageOf(value: string): number | undefined {
  const digits = /^!page (\d{1,6})$/.exec(value)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The callback data of a button. */
export const encodePick = (of: string, value: string): string => `d:${of}:${value}`;

/** Reads callback data; undefined when it is no dialog's. */
export function decodePick(data: string): { readonly of: string; readonly value: string } | undefined {
  const [, of, value] = /^d:([\w-]{8}):([=~!].*)$/su.exec(data) ?? [];
  return of === undefined || value === undefined ? undefined : { of, value };
}

const digest = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("base64url").slice(0, length);
