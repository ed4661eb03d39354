import helmet from "helmet";
import type { RequestHandler } from "express";
import { isLoopback } from "../../core/platform/addresses.ts";
import type { Gateways } from "../../core/payments/gateway.ts";
import { styleHash } from "./html.ts";

/**
 * Headers of the payment pages: nothing but our own style, and a form that leads to us and on to a gateway (browsers
 * hold a form's redirect to the same list). The address is a secret: it is passed on to nobody, and kept nowhere.
 */
export function pagePolicy(gateways: Gateways, publicUrl: string | undefined): RequestHandler[] {
  const origins = Object.values(gateways).flatMap(({ origin }) => (origin === "" ? [] : [origin]));
  // A service whose public address is this machine is played in the sandbox, in a panel of its page.
  const local = publicUrl !== undefined && isLoopback(new URL(publicUrl).hostname);
  const frames = local ? ["http://127.0.0.1:*", "http://localhost:*"] : ["'none'"];
  const secure = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: [styleHash],
        formAction: ["'self'", ...origins],
        baseUri: ["'none'"],
        frameAncestors: frames,
      },
    },
    // Older than frame-ancestors, and without a list.
    xFrameOptions: local ? false : { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
  });
  return [
    secure,
    (_request, response, next) => {
      response.removeHeader("x-powered-by");
      if (local) response.removeHeader("x-frame-options");
      response.set({ "cache-control": "no-store", "x-robots-tag": "noindex, nofollow" });
      next();
    },
  ];
}
