import { createRequire } from "node:module";
import type { Stripe } from "stripe";

const require = createRequire(import.meta.url);

/** Stripe's package, loaded when it is first used: that takes a third of a second, which no start should wait for. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `require` gives is what its types say
export const library = (): typeof Stripe => require("stripe") as typeof Stripe;
