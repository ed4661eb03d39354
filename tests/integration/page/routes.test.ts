import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageRoutes } from "../../../sandbox/page/routes.ts";

const routes = pageRoutes();
const server = createServer((incoming, response) => {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  void answer(incoming, response, url);
});

async function answer(...asked: Parameters<typeof routes>): Promise<void> {
  if (!(await routes(...asked))) asked[1].writeHead(404).end();
}

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: Buffer;
}

/** Asks for the path as it is written: `fetch` would tidy it first. */
function get(path: string, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ port, path, method, host: "127.0.0.1" }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

describe("the routes of the page", () => {
  it("serve the page under a policy that lets in no foreign script", async () => {
    const { status, headers, body } = await get("/");
    expect(status).toBe(200);
    expect(headers["content-security-policy"]).toMatch(
      /default-src 'self'; script-src 'self' 'sha256-[\w+/=]+'/,
    );
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(body.toString()).toContain("Pawline");
  });

  it("serve everything that the page names", async () => {
    const html = (await get("/")).body.toString();
    const named = [...html.matchAll(/"(\/(?:page|lib)\/[^"]+)"/g)].map(([, path]) => path ?? "");
    expect(named.length).toBeGreaterThan(15);
    for (const path of named)
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 200 });
  });

  it.each([
    "/page/routes.ts",
    "/page/samples.ts",
    "/page/../../package.json",
    "/page/app/../../routes.ts",
    "/page/app/%2e%2e/routes.ts",
    "/lib/preact/package.json",
    "/lib/../package.json",
    "/lib/pino/pino.js",
    "/page/samples/cat.svg",
    "/page/samples/__proto__",
    "/page/app/nothing.js",
  ])("serve nothing else: %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it("change nothing", async () => {
    expect((await get("/", "POST")).status).toBe(404);
  });

  it.each([
    ["cat.jpg", "ffd8ff"],
    ["dog.jpg", "ffd8ff"],
    ["paw.jpg", "ffd8ff"],
    ["sticker.webp", "52494646"],
    ["voice.ogg", "4f676753"],
    ["purr.mp3", "494433"],
    ["walk.mp4", "00000020667479"],
    ["round.mp4", "00000020667479"],
    ["wag.gif", "474946"],
    ["blood-test.pdf", "25504446"],
    ["executable.jpg", "4d5a"],
  ])("have the sample %s, which is what it claims to be (or not to be)", async (name, magic) => {
    const { status, body } = await get(`/page/samples/${name}`);
    expect(status).toBe(200);
    expect(body.toString("hex", 0, magic.length / 2)).toBe(magic);
  });

  it("have a sample too large for bots to fetch", async () => {
    expect((await get("/page/samples/21-megabytes.bin")).body.length).toBeGreaterThan(20 * 1024 * 1024);
  });
});
