import { plain, t, type Text } from "../texts.ts";

interface Case {
  readonly number: number;
  readonly pet: string;
}

/** `#17 Rex`: how every message to a vet calls a case. */
export const caseName = ({ number, pet }: Case): string => `#${number} ${pet}`;

/** `#17 Rex · Anna`. Of the owner staff know the first name only. */
export const fullName = ({ owner, ...rest }: Case & { readonly owner: string }): string =>
  owner ? `${caseName(rest)} · ${owner}` : caseName(rest);

/** Who writes to support, if they have said their name. */
export const chatName = (name: string | null): Text => (name === null ? t("vet-nameless") : plain(name));

/** The owner of a case, where a sentence needs a name. */
export const ownerName = (owner: string): Text => (owner ? plain(owner) : t("vet-the-owner"));
