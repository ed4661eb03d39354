import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { graphs } from "../bench/report/graph.ts";
import { median, quantile } from "../bench/report/stats.ts";
import { openLine } from "../bench/stage/line.ts";
import { tripsOf } from "../bench/stage/pace.ts";
import { isWhole, judged } from "../bench/stage/work.ts";

const sent = (...marks: [person: number, number: number, at?: number][]) =>
  marks.map(([person, number, at = 0]) => ({ chat: 1, person, number, at }));

describe("what arrived", () => {
  it("is whole when each message came once, and those of one person in their order", () => {
    const came = judged(sent([1, 1], [2, 1], [1, 2], [2, 2]));
    expect(came).toEqual({ arrived: 4, doubled: 0, disordered: 0 });
    const run = { written: 4, ms: 1, cost: { node: 0, postgres: 0, api: 0, load: 0 } };
    expect(isWhole({ ...run, ...came })).toBe(true);
    expect(isWhole({ ...run, ...came, written: 5 })).toBe(false);
  });

  it("shows what came twice and what came too late; notices of the bot are no messages", () => {
    const came = judged(sent([1, 2], [1, 1], [2, 1], [2, 1], [-1, -1]));
    expect(came).toEqual({ arrived: 3, doubled: 1, disordered: 1 });
  });

  it("took from its post to its arrival", () => {
    const posted = new Map([["1:7", 100]]);
    expect(tripsOf(sent([1, 7, 130], [1, 8, 150]), posted)).toEqual([{ person: 1, ms: 30 }]);
  });
});

it("tells the middle and the tail of figures", () => {
  const values = Array.from({ length: 150 }, (_, index) => 150 - index);
  expect([quantile(values, 0.99), quantile(values, 0.5), quantile([], 0.5)]).toEqual([149, 75, Number.NaN]);
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN]);
});

it("draws each series within its graph", () => {
  const svg = graphs("minutes", [
    {
      title: "p < 1",
      series: [
        [
          { x: 0, y: 0 },
          { x: 10, y: 5 },
        ],
      ],
    },
  ]);
  expect(svg).toContain("p &lt; 1");
  expect(svg).toContain("10 minutes");
  expect(/<polyline points="60\.0,180\.0 710\.0,43\.6"/.test(svg)).toBe(true);
});

describe("a line on which updates are posted", () => {
  let server: Server;
  let heard: string[];
  let url: string;

  beforeEach(async () => {
    heard = [];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => void (body += chunk.toString()));
      request.on("end", () => {
        heard.push(`${String(request.headers["x-telegram-bot-api-secret-token"])} ${body}`);
        if (body === "broken" && heard.length < 3) return void request.socket.resetAndDestroy();
        if (body === "the last") response.setHeader("connection", "close");
        response.writeHead(body === "bad" ? 503 : 200, { "content-length": 2 }).end("OK");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("posts one after another, with the bot's secret, and tells how each was answered", async () => {
    const line = openLine({ url, secret: "s" });
    expect(await Promise.all(["å", "bad", "c"].map((body) => line.post(body)))).toEqual([200, 503, 200]);
    expect(heard).toEqual(["s å", "s bad", "s c"]);
    line.close();
  });

  it("posts again what was broken off, and gives up in the end", async () => {
    const line = openLine({ url, secret: "s" });
    expect(await line.post("broken")).toBe(200);
    expect(heard).toEqual(["s broken", "s broken", "s broken"]);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    expect(await line.post("nobody hears")).toBe(0);
  });

  it("opens another connection when the one it had was closed", async () => {
    const line = openLine({ url, secret: "s" });
    expect(await line.post("the last")).toBe(200);
    expect(await line.post("the first")).toBe(200);
    line.close();
  });
});
