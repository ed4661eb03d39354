import type { Channel } from "../../prisma/generated/enums.ts";
import type { Limits } from "./split.ts";

/** What a messenger can do. What it cannot is said in words. */
export interface Abilities {
  readonly limits: Limits;
  readonly edit: boolean;
  readonly remove: boolean;
  readonly album: boolean;
  /** Whether it shows buttons; else what can be chosen is numbered, and remembered (choices.ts). */
  readonly buttons: boolean;
  /** Whether it may report, after it took a message, that it did not arrive (late-failure.ts). */
  readonly failsLate: boolean;
  /** Largest file it hands over to us, bytes. */
  readonly download: number;
}

const telegram: Abilities = {
  limits: { text: 4096, caption: 1024 },
  edit: true,
  remove: true,
  album: true,
  buttons: true,
  failsLate: false,
  // Bot API: getFile gives files of up to 20 MB.
  download: 20 * 1024 * 1024,
};

export const abilities: Readonly<Record<Channel, Abilities>> = {
  telegram,
  staff: telegram,
  whatsapp: {
    limits: { text: 4096, caption: 1024 },
    edit: true,
    remove: true,
    album: false,
    failsLate: true,
    buttons: false,
    download: 20 * 1024 * 1024,
  },
};
