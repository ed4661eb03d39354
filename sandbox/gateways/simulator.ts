import type { IncomingMessage, ServerResponse } from "node:http";

/** A payment gateway on this machine, as whoever starts and drives it sees it. Each listens on a port of its own. */
export interface GatewaySimulator {
  /** Answers a request if it is for this gateway. False: there is no such address here, and it is untouched. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>;
  /** All that was opened, the oldest first: what it holds is the gateway's own. */
  payments(): readonly unknown[];
  /** What goes wrong from now on; set its members, which are whole numbers and booleans. */
  readonly faults: object;
  resetFaults(): void;
  /** Names of the buttons of the payer's page. */
  readonly actions: readonly string[];
  /** Presses one. The address the payer's browser goes to next; undefined: the payment is not open for it. */
  press(payment: string, action: string): Promise<string | undefined>;
  /** Kinds of notifications that are not true. */
  readonly forgeries: readonly string[];
  /** Sends the shop one, once; what the shop answered. Undefined: no such payment. */
  forge(kind: string, payment: string): Promise<string | undefined>;
  /** Notifications that are due and not answered yet. */
  pending(): number;
  /** Resolves when everything due has been sent and answered. */
  settled(): Promise<void>;
  /** Forgets everything. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
