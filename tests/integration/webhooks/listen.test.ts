import { once } from "node:events";
import { connect, type Socket } from "node:net";
import express from "express";
import { expect, it, onTestFinished } from "vitest";
import { listen } from "../../../webhooks/listen.ts";

/** A door behind which `/held` is answered when the test says so. */
async function openDoor() {
  const app = express();
  const held: (() => void)[] = [];
  app.get("/", (_request, response) => void response.send("here"));
  app.get("/held", (_request, response) => void held.push(() => response.send("late")));
  const door = await listen(app, { host: "127.0.0.1", port: 0 }, new AbortController());
  return { door, held };
}

/** A connection that is kept open, as a proxy keeps it. */
async function keptOpen(url: string) {
  const socket: Socket = connect(Number(new URL(url).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  let heard = "";
  socket.setEncoding("utf8").on("data", (text: string) => (heard += text));
  let over = false;
  socket.once("close", () => (over = true));
  return {
    ask: (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`),
    heard: () => heard,
    over: () => over,
  };
}

it("keeps connections open while it works, and ends those that rest when it closes", async () => {
  const { door } = await openDoor();
  const proxy = await keptOpen(door.url);
  proxy.ask("/");
  await expect.poll(proxy.heard).toContain("here");
  expect(proxy.heard().toLowerCase()).toContain("connection: keep-alive");
  expect(proxy.over()).toBe(false);
  await door.close();
  await expect.poll(proxy.over).toBe(true);
});

it("ends with its answer a connection over which something was asked before it knew that it closes", async () => {
  const { door, held } = await openDoor();
  const proxy = await keptOpen(door.url);
  proxy.ask("/held");
  await expect.poll(() => held).toHaveLength(1);
  door.leave();
  expect(proxy.over()).toBe(false);
  for (const answer of held) answer();
  await expect.poll(proxy.over).toBe(true);
  expect(proxy.heard()).toContain("late");
  await door.close();
});

it("says that the connection ends to who still asks while others are sent elsewhere", async () => {
  const { door } = await openDoor();
  const proxy = await keptOpen(door.url);
  door.leave();
  proxy.ask("/");
  await expect.poll(proxy.over).toBe(true);
  expect(proxy.heard().toLowerCase()).toContain("connection: close");
  expect(proxy.heard()).toContain("here");
  await door.close();
});
