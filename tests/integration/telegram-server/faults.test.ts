import { Api, GrammyError, HttpError, InputFile } from "grammy";
import { Telegram as TelegrafApi } from "telegraf";
import { afterEach, expect, test } from "vitest";
import { KINDS, newcomer, OWNER, rigForFile, takeUpdates, VET } from "./support.ts";

const rig = await rigForFile({ settle: false });
const api = new Api(OWNER, { apiRoot: rig.telegram.url });

afterEach(() => rig.sandbox.clearFaults());

async function setUp(bot = "owner_bot") {
  const seat = await newcomer(rig, bot);
  if (bot === "owner_bot") await takeUpdates(api, KINDS);
  return seat;
}

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

test("429 names the seconds, in one chat, as often as told", async () => {
  const anna = await setUp();
  const boris = await setUp();
  await rig.sandbox.fault({ type: "error", code: 429, retryAfter: 7, chat: anna.user, times: 2 });
  for (let count = 0; count < 2; count += 1)
    expect(await failure(api.sendMessage(anna.user, "x"))).toMatchObject({
      error_code: 429,
      parameters: { retry_after: 7 },
      description: "Too Many Requests: retry after 7",
    });
  await api.sendMessage(boris.user, "x");
  await api.sendMessage(anna.user, "x");
  expect(await rig.sandbox.faults()).toEqual([]);
});

test("a fault of one method or one bot leaves the others alone", async () => {
  const anna = await setUp();
  const vet = await setUp("vet_bot");
  await rig.sandbox.fault({ type: "error", code: 403, method: "sendPhoto" });
  await rig.sandbox.fault({ type: "error", code: 502, bot: "vet_bot" });
  await api.sendMessage(anna.user, "x");
  const vetApi = new TelegrafApi(VET, { apiRoot: rig.telegram.url });
  await expect(vetApi.sendMessage(vet.user, "x")).rejects.toThrow("502: Bad Gateway");
  await vetApi.sendMessage(vet.user, "x");
  const photo = new InputFile(Buffer.from("x"));
  expect(await failure(api.sendPhoto(anna.user, photo))).toBeInstanceOf(GrammyError);
});

test("a connection that breaks before the effect leaves none, one that breaks after it leaves the message", async () => {
  const anna = await setUp();
  await rig.sandbox.fault({ type: "reset", when: "before" });
  expect(await failure(api.sendMessage(anna.user, "lost"))).toBeInstanceOf(HttpError);
  await rig.sandbox.fault({ type: "reset", when: "after" });
  expect(await failure(api.sendMessage(anna.user, "arrived"))).toBeInstanceOf(HttpError);
  expect((await anna.messages()).map(({ text }) => text)).toEqual(["/start", "arrived"]);
});

test("a stall ends when it is cleared", async () => {
  const anna = await setUp();
  const fault = await rig.sandbox.fault({ type: "stall", when: "before" });
  const sending = api.sendMessage(anna.user, "x");
  await expect.poll(() => rig.telegram.world.stalls.size, { interval: 2 }).toBe(1);
  expect(rig.telegram.busy()).toMatchObject({ "owner_bot: requests": 1 });
  expect(await anna.last()).toBeUndefined();
  await rig.sandbox.clearFaults(fault.id);
  await sending;
  expect((await anna.last())?.text).toBe("x");
});

test("who hangs up during a stall has sent nothing, unless the effect came first", async () => {
  const anna = await setUp();
  for (const when of ["before", "after"] as const) {
    await rig.sandbox.fault({ type: "stall", when });
    const hangUp = new AbortController();
    const sending = failure(api.sendMessage(anna.user, when, {}, hangUp.signal as never));
    await expect.poll(() => rig.telegram.world.stalls.size, { interval: 2 }).toBe(1);
    hangUp.abort();
    expect(await sending).toBeDefined();
    await expect.poll(() => rig.telegram.world.stalls.size, { interval: 2 }).toBe(0);
  }
  expect((await anna.messages()).map(({ text }) => text)).toEqual(["/start", "after"]);
});

test("a stall of so many milliseconds", async () => {
  const anna = await setUp();
  await rig.sandbox.fault({ type: "stall", when: "after", ms: 30 });
  const started = performance.now();
  await api.sendMessage(anna.user, "x");
  expect(performance.now() - started).toBeGreaterThan(25);
});

test("downloads fail too", async () => {
  const anna = await setUp();
  await anna.send("document");
  const [update] = await takeUpdates(api);
  const { file_path } = await api.getFile(update?.message?.document?.file_id ?? "");
  const url = `${rig.telegram.url}/file/bot${OWNER}/${file_path}`;
  await rig.sandbox.fault({ type: "error", code: 500, method: "download" });
  expect((await fetch(url)).status).toBe(500);
  expect((await fetch(url)).status).toBe(200);
});
