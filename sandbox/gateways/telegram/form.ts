/** What a link to an invoice opens: in the world an app asks, here a page does, and also who it is that pays. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { readForm, send } from "../kit/http.ts";
import { button, document, escape, say, sum, type Language } from "../kit/page.ts";
import { PersonError } from "../../telegram/errors.ts";
import { payByLink, type Paid } from "../../telegram/people/pay.ts";
import type { InvoiceLink, Person, World } from "../../telegram/world.ts";

export async function serveInvoice(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const language: Language = request.headers["accept-language"]?.startsWith("ru") ? "ru" : "en";
  const slug = url.pathname.slice(1);
  const invoice = world.invoices.get(slug);
  if (!invoice) return send(response, 404, "html", page(language, [say(language, "form-unknown-why")]));
  if (request.method !== "POST") return send(response, 200, "html", form(world, language, invoice, slug));
  const { action, person: id } = await readForm(request, url);
  const person = world.people.get(Number(id));
  if (!person) return send(response, 400, "html", form(world, language, invoice, slug));
  const paid = await attempted(world, person, slug, action === "pay" ? "good" : "declined");
  const words = paid.ok ? say(language, "invoice-paid") : paid.error;
  send(response, 200, "html", page(language, [words, say(language, "invoice-back")]));
}

/** What stands in somebody's way (they blocked the bot) is theirs to read. */
async function attempted(
  world: World,
  person: Person,
  slug: string,
  card: "good" | "declined",
): Promise<Paid> {
  try {
    return await payByLink(world, person, slug, card);
  } catch (error) {
    if (error instanceof PersonError) return { ok: false, error: error.message };
    throw error;
  }
}

const page = (language: Language, words: readonly string[]): string =>
  document(
    language,
    escape(say(language, "invoice-title")),
    words.map((line) => `<p>${escape(line)}</p>`).join(""),
  );

function form(world: World, language: Language, invoice: InvoiceLink, slug: string): string {
  const t = (id: string) => escape(say(language, id));
  const people = [...world.people.values()].map(
    ({ id, first_name, last_name = "" }) =>
      `<option value="${id}">${escape(`${first_name} ${last_name}`.trim())}</option>`,
  );
  return document(
    language,
    t("invoice-title"),
    `<p class="note">${t("invoice-sandbox")}</p>
<h1>${escape(invoice.description)}</h1>
<p class="sum"><span>${t("form-to-pay")}</span> <strong>${sum(invoice.total_amount, invoice.currency, language)}</strong></p>
<form method="post" action="/${escape(slug)}">
<label>${t("invoice-who")} <select name="person">${people.join("")}</select></label>
${button("pay", t("form-pay"), "main")}
${button("decline", t("form-decline"))}
</form>`,
  );
}
