/** What one look at a live service's configuration showed. None of the texts holds a secret. */
export interface Finding {
  /** What was looked at. */
  readonly subject: string;
  /** `note`: works, and may surprise. */
  readonly verdict: "ok" | "note" | "problem";
  readonly detail: string;
  /** What to do about it. */
  readonly mend?: string;
}

export const ok = (subject: string, detail: string): Finding => ({ subject, verdict: "ok", detail });

export const note = (subject: string, detail: string, mend?: string): Finding => ({
  subject,
  verdict: "note",
  detail,
  ...(mend !== undefined && { mend }),
});

export const problem = (subject: string, detail: string, mend: string): Finding => ({
  subject,
  verdict: "problem",
  detail,
  mend,
});

/** "1 vet", "2 vets". */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;
