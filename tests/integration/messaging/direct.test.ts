import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { direct } from "../../../bots/telegram/direct.ts";

const servers = new Set<ReturnType<typeof createServer>>();
afterEach(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  servers.clear();
});

/** A bot whose library is asked for the names of methods alone, at a Bot API that answers so. */
async function botAt(answer: RequestListener, path = "") {
  const server = createServer(answer);
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const library = {
    call: (method: string) => Promise.resolve({ ok: true, result: `${method} by the library` } as const),
    upload: () => undefined,
  };
  return direct(library, { root: `http://127.0.0.1:${port}${path}`, token: "1:a" });
}

const words = { chat_id: "7", text: "Привет" };

it.each([
  [
    "is a page of something in between",
    (_, response) => response.writeHead(502).end("<html>Bad gateway</html>"),
  ],
  ["is no JSON", (_, response) => response.end(JSON.stringify({ ok: true }).slice(1))],
  ["breaks off", (_, response) => response.write('{"ok":true,', () => response.destroy())],
] satisfies [string, RequestListener][])(
  "nobody knows what became of a call whose answer %s",
  async (_what, answer) => {
    const bot = await botAt(answer);
    expect(await bot.call("sendMessage", words)).toEqual({ ok: "unknown", left: true });
  },
);

it("posts words as JSON to the bot's own address, below the root's", async () => {
  const bot = await botAt((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      const { url, headers } = request;
      response.end(JSON.stringify({ ok: true, result: [url, headers["content-type"], JSON.parse(body)] }));
    });
  }, "/api/");
  expect(await bot.call("sendMessage", words)).toEqual({
    ok: true,
    result: ["/api/bot1:a/sendMessage", "application/json", words],
  });
});

it("leaves files to the bot's library", async () => {
  const bot = await botAt((_, response) => response.writeHead(500).end());
  expect(await bot.call("sendPhoto", {})).toEqual({ ok: true, result: "sendPhoto by the library" });
});
