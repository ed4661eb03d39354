/**
 * The life of a consultation. Every arrow is one compare-and-set statement on the row, so that of two who act at
 * once one wins and the other is told.
 *
 *     activate                activate with a time
 *        │                            │
 *        │      the time came    ┌────▼─────┐
 *        │◄──────────────────────│scheduled │──────────────┐
 *     ┌──▼───┐                   └──────────┘              │ owner
 *  ┌─►│queued│────────────────────────────────────────────►├───► cancelled  (session given back)
 *  │  └──┬───┘─────────────────┐                           │
 *  │     │ take                │ 30 min without an answer  │
 *  │  ┌──▼───┐                 ├───► expired               │     (session given back)
 *  ├──│taken │─────────────────┘                           │
 *  │  │      │────────────────────────────────────────────►┘
 *  │  └──┬───┘ ▲ silent for 10 min, or returned: the clock goes on
 *  │     │ the vet's first message: the clock stops
 *  │  ┌──▼───┐  vet finishes, owner closes, 72 h of silence  ┌──────┐
 *  └──│active│──────────────────────────────────────────────►│closed│
 *     │      │◄──────────────────────────────────────────────│      │
 *     └──────┘  reopened by either within 48 h               └──────┘
 *       handed over: a new clock
 *
 * The clock runs from `startsAt` while the state is queued or taken. The conversation is open until the end, so that
 * an owner may add to the complaint while waiting; nobody but the vet who has the case hears it.
 */
export const openStates = ["scheduled", "queued", "taken", "active"] as const;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What was promised: a vet's first message within 30 minutes. */
export const ANSWER_WITHIN = 30 * MINUTE;
/** How long a case bought from a named vet is that vet's alone. */
export const PREFERRED_FOR = 10 * MINUTE;
/** When the vets are reminded of a waiting case, minutes from the start. */
export const REMIND_AT = [10, 20] as const;
/** A vet who took a case and stays silent so long loses it. */
export const SILENT_FOR = 10 * MINUTE;
/** A chat in which nobody writes closes after 72 h; a day before that both sides are told. */
export const CLOSE_AFTER = 72 * HOUR;
export const WARN_AFTER = CLOSE_AFTER - 24 * HOUR;
export const REOPEN_WITHIN = 48 * HOUR;
/** How far ahead a consultation may be asked for: vets know their shifts for about two weeks. */
export const AHEAD = 14 * 24 * HOUR;

export const plus = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
export const deadlineOf = (startsAt: Date): Date => plus(startsAt, ANSWER_WITHIN);
export const minutes = (count: number): number => count * MINUTE;
