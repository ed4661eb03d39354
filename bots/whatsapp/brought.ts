import { mediaKinds, type MediaKind } from "../../core/messaging/content.ts";
import { KINDS, OTHERS, type Kind, type Other, type Type, type Via } from "./kinds.ts";

/** What a message of WhatsApp is for us; undefined: nothing that can pass, its sender is told so. */
export type Brought = Kind | Other | undefined;

/** @param mark of a message of this type, where it makes another kind of it */
export function brought(via: Via, type: string, mark?: Type["mark"]): Brought {
  return (mark && FROM[via].get(nameOf({ type, mark }))) ?? FROM[via].get(type);
}

const nameOf = ({ type, mark }: Type): string => (mark ? `${type} ${mark}` : type);

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of that record
const kinds = Object.keys(KINDS) as Kind[];

const typesOf = (via: Via): ReadonlyMap<string, Kind | Other> =>
  new Map<string, Kind | Other>([
    ...Object.entries(OTHERS[via]),
    ...kinds.flatMap((kind) => KINDS[kind][via].from.map((type) => [nameOf(type), kind] as const)),
  ]);

const FROM = { web: typesOf("web"), cloud: typesOf("cloud") };

export const isMedia = (what: Brought): what is MediaKind => mediaKinds.some((kind) => kind === what);

/** Our texts' name of what cannot pass, by WhatsApp's: of a poll, whatever it is about; of others their own. */
export const unpassable = (type: string): string =>
  type.startsWith("poll") ? "poll" : /^[a-z_]{1,40}$/.test(type) ? type : "other";
