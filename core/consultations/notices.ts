/** What people are told about a consultation. `number` is the case number, `conversation` its chat. */
export type ConsultationNotice = { readonly kind: "caseTaken"; readonly number: number; readonly conversation: string; readonly vet: string; readonly pet: string };
