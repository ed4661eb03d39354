/** What the page and waiting tests are told: which chat to read again, and why. */
export type Change =
  | { type: "message" | "edited" | "deleted" | "reaction"; chat: string; message: number }
  | { type: "keyboard" | "topic" | "callback" | "blocked" | "read" | "pinned" | "opened"; chat: string }
  | { type: "action"; chat: string; action: string; topic?: number }
  | { type: "people" | "bots" | "faults" | "clock" | "reset" };
