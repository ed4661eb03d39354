import type { Returned } from "../orders/outcome.ts";

/** What people are told about consultations and support: data, no words. Moments are ISO 8601 instants. */

/** The case a notice is about. `number` is what people call it, `pet` the pet's name. */
export interface CaseRef {
  readonly consultation: string;
  readonly conversation: string;
  readonly number: number;
  readonly pet: string;
}

/** Told to the owner of a case, or to whoever wrote to support. */
export type ConsultationNotice =
  /** In the queue. `vet`: bought from this one, who sees it first. */
  | (CaseRef & {
      readonly kind: "caseActivated";
      readonly deadline: string;
      readonly vet: string | null;
      readonly onDuty: boolean;
    })
  | (CaseRef & { readonly kind: "caseScheduled"; readonly startsAt: string })
  /** The chosen time has come. */
  | (CaseRef & { readonly kind: "caseStarted"; readonly deadline: string })
  | (CaseRef & { readonly kind: "caseTaken"; readonly vet: string; readonly deadline: string })
  /** The vet who took it could not answer: it looks for another, the deadline stays. */
  | (CaseRef & { readonly kind: "caseRequeued"; readonly deadline: string })
  /** The vet had answered and handed it over: a new deadline. */
  | (CaseRef & { readonly kind: "caseHandedOver"; readonly vet: string; readonly deadline: string })
  | (CaseRef & { readonly kind: "caseDelayed"; readonly deadline: string })
  /** No vet answered in time. */
  | (CaseRef & { readonly kind: "caseExpired"; readonly back: Returned })
  /** The owner withdrew it before an answer. */
  | (CaseRef & { readonly kind: "caseCancelled"; readonly back: Returned })
  | (CaseRef & { readonly kind: "caseSilent"; readonly closesAt: string })
  | (CaseRef & {
      readonly kind: "caseClosed";
      readonly by: "vet" | "owner" | "silence";
      readonly vet: string;
      /** A conclusion was given; the notice answers to it. */
      readonly concluded: boolean;
      /** What goes back because the vet counts it as not given; null: nothing. */
      readonly back: Returned | null;
      readonly reopenUntil: string;
    })
  | (CaseRef & { readonly kind: "caseReopened"; readonly by: "owner" | "vet"; readonly vet: string })
  | { readonly kind: "supportReceived"; readonly conversation: string; readonly onDuty: boolean }
  | { readonly kind: "supportDelayed"; readonly conversation: string }
  | { readonly kind: "supportTaken"; readonly conversation: string; readonly operator: string }
  | { readonly kind: "supportReturned"; readonly conversation: string }
  | { readonly kind: "supportClosed"; readonly conversation: string };

/** Told to staff, in their bot. */
export type DeskNotice =
  | (CaseRef & {
      readonly kind: "deskCaseWaits";
      /** Since when the owner waits, and until when a vet must have answered. */
      readonly since: string;
      readonly deadline: string;
      /** How many minutes it has waited; 0 when it is new. */
      readonly waited: number;
      /** Code of the species list, or `other`. */
      readonly species: string;
      readonly speciesName: string | null;
      /** Beginning of the complaint. */
      readonly complaint: string;
      /** Bought from the reader, who alone sees it for now. */
      readonly preferred: boolean;
    })
  /** Takes the place of `deskCaseWaits`. */
  | (CaseRef & {
      readonly kind: "deskCaseOver";
      readonly why: "taken" | "expired" | "cancelled";
      readonly by: string | null;
    })
  /** To the vet who has it: no word to the owner yet. */
  | (CaseRef & { readonly kind: "deskAnswerDue"; readonly deadline: string })
  /** The case left the vet: silent for too long, out of time, or withdrawn by the owner. */
  | (CaseRef & { readonly kind: "deskCaseLost"; readonly why: "silent" | "expired" | "cancelled" })
  | (CaseRef & {
      readonly kind: "deskCaseClosed";
      readonly by: "owner" | "silence";
      /** Null: never, the owner has deleted the account. */
      readonly reopenUntil: string | null;
    })
  | (CaseRef & { readonly kind: "deskCaseSilent"; readonly closesAt: string })
  | (CaseRef & { readonly kind: "deskCaseReopened" })
  | {
      readonly kind: "deskSupportWaits";
      readonly conversation: string;
      readonly name: string | null;
      readonly since: string;
      readonly waited: number;
    }
  | {
      readonly kind: "deskSupportOver";
      readonly conversation: string;
      readonly name: string | null;
      readonly by: string | null;
    }
  | { readonly kind: "deskSupportClosed"; readonly conversation: string; readonly name: string | null }
  /** The person has two messengers: what they write comes to the support chat they had in the other. */
  | { readonly kind: "deskSupportMoved"; readonly name: string | null }
  | { readonly kind: "deskReviewWaits"; readonly review: string };
