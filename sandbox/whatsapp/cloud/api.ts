/** What all parts of the simulated Cloud API stand on. */
import type { Hub } from "../hub.ts";
import type { StoredFile } from "../../telegram/world.ts";

/** A template as if Meta had approved it, without parameters: its words by language code. */
export interface SimulatedTemplate {
  name: string;
  texts: Readonly<Record<string, string>>;
}

export interface CloudSettings {
  /** Of the number at Meta. */
  phoneId: string;
  /** What the bot's side shows as a bearer. */
  token: string;
  appSecret: string;
  verifyToken: string;
  templates: readonly SimulatedTemplate[];
  /**
   * How the end of the 24 hours is told: at once, or by a status after the message was accepted. The real one does
   * both.
   */
  window: "answer" | "status";
  /** Whether edits and deletions of people are told as such (numbers that are in the app, too); else as unsupported. */
  coexistence: boolean;
}

export interface Upload {
  file: StoredFile;
  mime: string;
  at: number;
}

export interface Api {
  hub: Hub;
  settings: CloudSettings;
  /** Uploaded files by media id. */
  uploads: Map<string, Upload>;
  /** Why a message failed after it was accepted, by its number. */
  failures: Map<number, number>;
  /** Reports of failures of what is no message of the hub's. */
  strays: { wamid: string; person: number | undefined; to: string; code: number }[];
  /** Has the waiting notifications posted. */
  deliver(): void;
  /** Of the server itself, without a slash at its end. */
  url: string;
  /** When messages were taken, ms of the machine: the last second of them. */
  taken: number[];
  inFlight: number;
}
