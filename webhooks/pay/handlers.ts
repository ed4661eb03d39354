import type { Request, Response } from "express";
import { readEmail } from "../../core/accounts/email.ts";
import { legalText, legalTexts, type LegalKind } from "../../core/catalog/legal.ts";
import { invoiceOf } from "../../core/payments/bank-transfer/invoice.ts";
import type { Gateways } from "../../core/payments/gateway.ts";
import { payerReturned, paymentPage, paymentWays } from "../../core/payments/page.ts";
import { startPayment } from "../../core/payments/start.ts";
import type { Core } from "../../core/platform/core.ts";
import { help } from "./help.ts";
import { invoicePage } from "./invoice.ts";
import { invoicePdf } from "./invoice-pdf.ts";
import { payablePage, type Sent } from "./payable.ts";
import { localeOf, tell, tokenOf } from "./reply.ts";
import { legalPage, messagePage } from "./views.ts";
import { ELSEWHERE } from "./ways.ts";

/** Documents that a payer can read, and accepts by paying. */
export const terms = ["offer", "privacy"] as const satisfies LegalKind[];

/** So often the page asks by itself how the payment went, every three seconds; then there is a button. */
const REFRESHES = 20;

/** The order, in whichever state it is. `sent`: what was sent and is not right. */
export async function showOrder(
  core: Core,
  gateways: Gateways,
  request: Request,
  response: Response,
  sent?: Sent,
): Promise<void> {
  const token = tokenOf(request);
  const order = token === undefined ? undefined : await paymentPage(core, token);
  if (token === undefined || !order) return tell(request, response, 404, "not-found");
  if (order.state === "cancelled") return tell(request, response, 410, "cancelled", order.locale);
  if (order.state !== "payable") return tell(request, response, 200, order.state, order.locale);
  const locale = localeOf(request, order.locale);
  const texts = await legalTexts(core, locale);
  const country = countryOf(request);
  const page = payablePage({
    ...(await paymentWays(core, gateways, token, country)),
    locale,
    token,
    order,
    country,
    terms: terms.flatMap((term) => texts.filter(({ kind }) => kind === term)),
    link: `${core.settings.publicUrl ?? ""}/p/${token}`,
    support: core.settings,
    ...(sent && { sent }),
  });
  response.status(sent ? 422 : 200).send(page);
}

/** How it went, as far as we know it. What the gateway's redirect brings along is not read: it proves nothing. */
export async function showReturn(core: Core, request: Request, response: Response): Promise<void> {
  const token = tokenOf(request);
  const order = token === undefined ? undefined : await paymentPage(core, token);
  if (token === undefined || !order) return tell(request, response, 404, "not-found");
  const locale = localeOf(request, order.locale);
  if (order.state !== "payable" && order.state !== "cancelled")
    return tell(request, response, 200, order.state, locale);
  if (order.begun) {
    await payerReturned(core, token);
    const seen = Number(request.query["seen"]) || 0;
    const again = `/p/${token}/return?lang=${locale}&seen=${seen + 1}`;
    if (seen < REFRESHES) response.set("refresh", `3; url=${again}`);
    response.send(messagePage(locale, "checking", { to: again, label: "check-again" }));
    return;
  }
  if (order.state === "cancelled") return tell(request, response, 410, "cancelled", locale);
  const back = { to: `/p/${token}?lang=${locale}`, label: "try-again" } as const;
  response.send(messagePage(locale, "failed", back, help({ locale, order, support: core.settings })));
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

/** The invoice for a bank transfer, if one was made: as a page, or as the PDF that its button leads to. */
export async function showInvoice(
  core: Core,
  form: "page" | "pdf",
  request: Request,
  response: Response,
): Promise<void> {
  const token = tokenOf(request);
  const invoice = token === undefined ? undefined : await invoiceOf(core, token);
  if (token === undefined || !invoice) return tell(request, response, 404, "not-found");
  const locale = localeOf(request, invoice.locale);
  if (form === "page") {
    response.send(invoicePage({ locale, token, invoice, support: core.settings }));
    return;
  }
  const pdf = await invoicePdf(locale, invoice);
  response.set("content-disposition", `attachment; filename="${invoice.reference}.pdf"`);
  response.type("application/pdf").send(Buffer.from(pdf));
}

/** *Pay* was pressed: to the gateway or the invoice, or why not. */
export async function pay(
  core: Core,
  gateways: Gateways,
  request: Request,
  response: Response,
): Promise<void> {
  const token = tokenOf(request);
  const body: unknown = request.body;
  // The parser leaves alone what is no form.
  if (typeof body !== "object" || body === null) return tell(request, response, 415, "bad-request");
  if (token === undefined) return tell(request, response, 404, "not-found");
  const typed = field(body, "email").trim();
  const choice = field(body, "choice") || undefined;
  const email = typed === "" ? undefined : readEmail(typed);
  const again = (wrong: Sent["wrong"]) =>
    showOrder(core, gateways, request, response, { email: typed, choice, wrong });
  if (typed !== "" && email === undefined) return again("email");
  const session = { address: request.ip ?? "", device: request.get("user-agent") ?? "" };
  const started = await startPayment(core, gateways, token, { email, choice, session });
  switch (started.kind) {
    case "redirect": {
      // An invoice is a page of ours: in the language of the one before.
      const ours = started.url.startsWith(`${core.settings.publicUrl ?? ""}/p/${token}/`);
      return response.redirect(303, ours ? `${started.url}?lang=${localeOf(request)}` : started.url);
    }
    case "paid":
    case "cancelled":
      // The page says so, and loading it again does not press the button again.
      return response.redirect(303, `/p/${token}?lang=${localeOf(request)}`);
    case "checking":
      return response.redirect(303, `/p/${token}/return?lang=${localeOf(request)}`);
    case "choice_gone":
      return again("choice");
    case "not_found":
      return tell(request, response, 404, "not-found");
    case "unavailable":
      response.set("retry-after", "60");
      return tell(request, response, 503, "unavailable");
  }
}

/** A field of a form as it was typed; "" for nothing. */
function field(body: object, name: string): string {
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : "";
}

/** The country of the card, as the page asks for it. */
function countryOf(request: Request): string | undefined {
  const asked = request.query["country"];
  return typeof asked === "string" && (asked === ELSEWHERE || /^[A-Z]{2}(-[A-Z]{2})?$/.test(asked))
    ? asked
    : undefined;
}
