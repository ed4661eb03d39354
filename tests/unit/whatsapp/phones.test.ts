import type { Client } from "whatsapp-web.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { arrivalOf } from "../../../bots/whatsapp/web/arrivals.ts";
import { createPhones } from "../../../bots/whatsapp/web/phones.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;
const NOBODY = [{ lid: "1@lid" }];

/** The page, which answers each question in turn; what is undefined it never answers. */
function page(...answers: (object[] | Error | undefined)[]) {
  const asked: string[] = [];
  const getContactLidAndPhone = ([chat = ""]: string[]) => {
    asked.push(chat);
    const answer = answers.shift();
    if (answer instanceof Error) return Promise.reject(answer);
    return answer ? Promise.resolve(answer) : new Promise(() => undefined);
  };
  return { asked, client: { getContactLidAndPhone } as unknown as Client };
}

test("a number that was found is not asked for again; one that is hidden is, after a while", async () => {
  const { asked, client } = page(NOBODY, [{ pn: "79990001122@c.us" }]);
  const phoneOf = createPhones({ phoneMs: 3_000, phoneAgainMs: MINUTE });
  expect(await phoneOf(client, "1@lid")).toBeUndefined();
  expect(await phoneOf(client, "1@lid")).toBeUndefined();
  expect(asked).toHaveLength(1);
  vi.advanceTimersByTime(MINUTE);
  expect(await phoneOf(client, "1@lid")).toBe("79990001122");
  expect(await phoneOf(client, "1@lid")).toBe("79990001122");
  expect(asked).toHaveLength(2);
});

test("without an answer in time, or without the page, the next message asks anew", async () => {
  const { client } = page(undefined, new Error("the page is gone"), [{ pn: "79990001122@c.us" }]);
  const phoneOf = createPhones({ phoneMs: 3_000, phoneAgainMs: MINUTE });
  const late = phoneOf(client, "1@lid");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await late).toBeUndefined();
  expect(await phoneOf(client, "1@lid")).toBeUndefined();
  expect(await phoneOf(client, "1@lid")).toBe("79990001122");
});

test("whoever writes from a hidden id is known by their number, too, where it is found", () => {
  const said = { kind: "message", id: "m", at: 0, content: { kind: "text", text: "hello" } } as const;
  const names = (event: Parameters<typeof arrivalOf>[0]["event"]) => {
    const { from, also } = arrivalOf({ key: "m", event });
    return [from, also];
  };
  expect(names({ ...said, chat: "1@lid", phone: "79990001122" })).toEqual(["1@lid", "79990001122@c.us"]);
  expect(names({ ...said, chat: "1@lid" })).toEqual(["1@lid", undefined]);
  expect(names({ ...said, chat: "79990001122@c.us", phone: "79990001122" })).toEqual([
    "79990001122@c.us",
    undefined,
  ]);
  expect(names({ kind: "revoked", id: "m", chat: "1@lid" })).toEqual(["1@lid", undefined]);
});
