import type { Request, Response } from "express";
import { readEmail } from "../../core/accounts/email.ts";
import { legalText, legalTexts, type LegalKind } from "../../core/catalog/legal.ts";
import type { Gateways } from "../../core/payments/gateway.ts";
import { payerReturned, paymentPage } from "../../core/payments/page.ts";
import { startPayment } from "../../core/payments/start.ts";
import type { Core } from "../../core/platform/core.ts";
import { localeOf, tell, tokenOf } from "./reply.ts";
import { legalPage, messagePage, payablePage } from "./views.ts";

/** Documents that a payer can read, and accepts by paying. */
export const terms = ["offer", "privacy"] as const satisfies LegalKind[];

/** So often the page asks by itself how the payment went, every three seconds; then there is a button. */
const REFRESHES = 20;

/** The order, in whichever state it is. `wrongEmail`: what was typed and is no address. */
export async function showOrder(
  core: Core,
  request: Request,
  response: Response,
  wrongEmail?: string,
): Promise<void> {
  const token = tokenOf(request);
  const order = token === undefined ? undefined : await paymentPage(core, token);
  if (token === undefined || !order) return tell(request, response, 404, "not-found");
  if (order.state === "paid") return tell(request, response, 200, "paid", order.locale);
  if (order.state === "cancelled") return tell(request, response, 410, "cancelled", order.locale);
  const locale = localeOf(request, order.locale);
  const texts = await legalTexts(core, locale);
  const page = {
    locale,
    token,
    order,
    terms: terms.flatMap((term) => texts.filter(({ kind }) => kind === term)),
  };
  if (wrongEmail === undefined) response.send(payablePage(page));
  else response.status(422).send(payablePage({ ...page, wrongEmail }));
}

/** How it went, as far as we know it. What the gateway's redirect brings along is not read: it proves nothing. */
export async function showReturn(core: Core, request: Request, response: Response): Promise<void> {
  const token = tokenOf(request);
  const order = token === undefined ? undefined : await paymentPage(core, token);
  if (token === undefined || !order) return tell(request, response, 404, "not-found");
  const locale = localeOf(request, order.locale);
  if (order.state === "paid") return tell(request, response, 200, "paid", locale);
  if (order.begun) {
    await payerReturned(core, token);
    const seen = Number(request.query["seen"]) || 0;
    const again = `/p/${token}/return?lang=${locale}&seen=${seen + 1}`;
    if (seen < REFRESHES) response.set("refresh", `3; url=${again}`);
    response.send(messagePage(locale, "checking", { to: again, label: "check-again" }));
    return;
  }
  if (order.state === "cancelled") return tell(request, response, 410, "cancelled", locale);
  response.send(messagePage(locale, "failed", { to: `/p/${token}?lang=${locale}`, label: "try-again" }));
}

/** A document of the clinic, from the page of an order. */
export async function showTerms(
  core: Core,
  kind: LegalKind,
  request: Request,
  response: Response,
): Promise<void> {
  const token = tokenOf(request);
  const order = token === undefined ? undefined : await paymentPage(core, token);
  const locale = localeOf(request, order?.locale);
  const text = order && (await legalText(core, kind, locale));
  if (token === undefined || !text) return tell(request, response, 404, "not-found", locale);
  response.send(legalPage(locale, text, `/p/${token}?lang=${locale}`));
}

/** *Pay* was pressed: to the gateway, or why not. */
export async function pay(
  core: Core,
  gateways: Gateways,
  request: Request,
  response: Response,
): Promise<void> {
  const token = tokenOf(request);
  const typed = emailField(request.body);
  // The parser leaves alone what is no form.
  if (typed === undefined) return tell(request, response, 415, "bad-request");
  if (token === undefined) return tell(request, response, 404, "not-found");
  const email = typed === "" ? undefined : readEmail(typed);
  if (typed !== "" && email === undefined) return showOrder(core, request, response, typed);
  const started = await startPayment(core, gateways, token, email);
  switch (started.kind) {
    case "redirect":
      return response.redirect(303, started.url);
    case "paid":
    case "cancelled":
      // The page says so, and loading it again does not press the button again.
      return response.redirect(303, `/p/${token}?lang=${localeOf(request)}`);
    case "checking":
      return response.redirect(303, `/p/${token}/return?lang=${localeOf(request)}`);
    case "not_found":
      return tell(request, response, 404, "not-found");
    case "unavailable":
      response.set("retry-after", "60");
      return tell(request, response, 503, "unavailable");
  }
}

/** What was typed, "" for nothing; undefined when there is no form at all. */
function emailField(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  return "email" in body && typeof body.email === "string" ? body.email.trim() : "";
}
