/** Who says something in a case. */
export type Side = "owner" | "vet";

/** A message that somebody has sent, as the service has to account for it. */
export interface Said {
  /** Stands in its text, and in no other's. */
  readonly token: string;
  /** Number of the case among those of the scene. */
  readonly place: number;
  readonly side: Side;
  /** Its id in the chat of whoever sent it; of an album that of each part, its own first. */
  readonly messages: readonly [number, ...number[]];
  /** How often it was edited. */
  version: number;
  /** Sent while Telegram let updates overtake each other: nothing is said of its order, nor of its edits'. */
  readonly loose: boolean;
}

const TOKEN = /\bk(\d+)k(?:v(\d+))?\b/g;

/** Words that hold a token, of this version. */
export const wordsOf = (token: string, version = 0): string =>
  `How is it now? ${token}${version === 0 ? "" : `v${version}`}`;

export const tokenOf = (number: number): string => `k${number}k`;

export function tokensIn(text: string): { readonly token: string; readonly version: number }[] {
  return [...text.matchAll(TOKEN)].map(([, number, version]) => ({
    token: tokenOf(Number(number)),
    version: Number(version ?? 0),
  }));
}
