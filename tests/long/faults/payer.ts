/** The payer's browser and the gateway's side, as far as faults need them: each step by itself. */
import { z } from "zod";

/** Presses *Pay* on the page of an order, with one of its choices or as it stands; what the service answers. */
export const pressPay = (link: string, choice = ""): Promise<Response> =>
  fetch(`${link}/pay`, { method: "POST", body: new URLSearchParams({ choice }), redirect: "manual" });

/** Presses *Pay* and opens the gateway's form; the number of the payment there. */
export async function openForm(link: string): Promise<string> {
  const to = (await pressPay(link)).headers.get("location");
  if (!to) throw new Error("the page led nowhere");
  const form = await (await fetch(to)).text();
  const [, invoice] = /name="InvId" value="(\d+)"/.exec(form) ?? [];
  if (invoice === undefined) throw new Error(`no form: ${form.slice(0, 300)}`);
  return invoice;
}

const payment = z.object({
  invId: z.string(),
  state: z.string(),
  notices: z.array(z.object({ fields: z.record(z.string(), z.string()), outcome: z.string() })),
  refunds: z.array(z.unknown()),
});

/** The simulated gateway, through the control API. */
export function gatewayAt(url: string) {
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}/api/payments${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  return {
    payments: async () => z.array(payment).parse(await ask("GET", "")),
    faults: (faults: Readonly<Record<string, number | boolean>>) => ask("PATCH", "/faults", faults),
    clearFaults: () => ask("DELETE", "/faults"),
    /** Where the payer's browser goes next. */
    pay: async (invoice: string) =>
      z.object({ next: z.string() }).parse(await ask("POST", `/${invoice}/pay`, {})).next,
    forge: async (invoice: string, kind: "signature" | "sum" | "order") =>
      z.object({ answer: z.string() }).parse(await ask("POST", `/${invoice}/forge`, { kind })).answer,
  };
}
