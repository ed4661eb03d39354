/** Whoever pays, in a browser without scripts: our page, the gateway's form, and back. Returns the last page. */
export async function pay(url: string, how: "pay" | "decline" = "pay"): Promise<string> {
  const page = await open(url);
  const form = await submit(page, {});
  return (await submit(form, { action: how })).html;
}

interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

export async function open(url: string): Promise<Page> {
  return read(await fetch(url));
}

const read = async (response: Response): Promise<Page> => ({
  url: response.url,
  status: response.status,
  html: await response.text(),
});

/** Submits a page's form with its hidden fields; redirects are followed as a browser does. */
async function submit({ url, html, status }: Page, fields: Record<string, string>): Promise<Page> {
  const [, action] = /<form method="post" action="([^"]+)"/.exec(html) ?? [];
  if (action === undefined) throw new Error(`No form on the page (${status}): ${html.slice(0, 500)}`);
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const body = new URLSearchParams([
    ...hidden.map(([, name = "", value = ""]): [string, string] => [name, unescaped(value)]),
    ...Object.entries(fields),
  ]);
  return read(await fetch(new URL(unescaped(action), url), { method: "POST", body }));
}

const unescaped = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&amp;", "&");
