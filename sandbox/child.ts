/**
 * The service's process as the sandbox starts it: loads its sources at once, and becomes the service (main.ts) when its
 * standard input ends, on which it is told its environment: that is not known before all that it stands on has begun.
 */
import { text } from "node:stream/consumers";
import { z } from "zod";

const told = text(process.stdin);
// What most of the start is spent on. The rest is loaded where it is needed.
await Promise.all([
  import("../service.ts"),
  import("../bots/start.ts"),
  import("../webhooks/start.ts"),
  import("../core/payments/gateways.ts"),
  import("../core/payments/merchants/open.ts"),
]);
const environment = await told;
// A sandbox that went away before it told: nobody else ever will.
if (environment === "") process.exit(1);
Object.assign(process.env, z.record(z.string(), z.string()).parse(JSON.parse(environment)));
await import("../main.ts");
