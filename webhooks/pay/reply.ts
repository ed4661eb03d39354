import type { Request, Response } from "express";
import { isLocale, locales, type Locale } from "../../core/platform/locale.ts";
import { messagePage, type Message } from "./views.ts";

/** Answers with a page that says one thing. */
export function tell(
  request: Request,
  response: Response,
  status: number,
  message: Message,
  ofOrder?: string,
): void {
  response.status(status).send(messagePage(localeOf(request, ofOrder), message));
}

/** The secret part of the address as core/orders makes it (18 bytes in base64url); undefined: none of ours. */
export function tokenOf(request: Request): string | undefined {
  const token = request.params["token"];
  return typeof token === "string" && /^[\w-]{24}$/.test(token) ? token : undefined;
}

/** The language asked for in the address, else the order's, else the browser's. */
export function localeOf(request: Request, ofOrder?: string): Locale {
  const asked = request.query["lang"];
  if (typeof asked === "string" && isLocale(asked)) return asked;
  if (ofOrder !== undefined && isLocale(ofOrder)) return ofOrder;
  return locales.find((locale) => locale === request.acceptsLanguages([...locales])) ?? "en";
}
