import { request } from "node:http";
import { Api } from "grammy";
import { describe, expect, onTestFinished, test } from "vitest";
import { connect } from "../../../sandbox/control/client.ts";
import type { ControlOptions } from "../../../sandbox/control/server.ts";
import { startTelegram } from "../../../sandbox/telegram/server.ts";
import { newcomer, OWNER, pollingBot, startRig, takeUpdates } from "./support.ts";

async function setUp(options: Partial<ControlOptions> = {}, settle = true) {
  const rig = await startRig({}, options, settle);
  onTestFinished(() => rig.close());
  return { ...rig, api: new Api(OWNER, { apiRoot: rig.telegram.url }) };
}

/** fetch does not let a client choose its Host. */
function statusOf(url: string, headers: Record<string, string>, method = "GET"): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve: (() => void) | undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve: () => resolve?.() };
}

describe("the guard", () => {
  test("knows its own host and origin only", async () => {
    const { control } = await setUp();
    const { port } = new URL(control);
    expect(await statusOf(`${control}/api/state`, { host: "evil.example" })).toBe(403);
    expect(await statusOf(`${control}/api/state`, { host: `localhost:${port}` })).toBe(200);
    expect(await statusOf(`${control}/api/state`, { origin: "https://evil.example" })).toBe(403);
    expect(await statusOf(`${control}/api/state`, { origin: control })).toBe(200);
  });

  test("takes JSON that says it is JSON", async () => {
    const { control } = await setUp();
    const post = (body: string, type: string) =>
      fetch(`${control}/api/users`, { method: "POST", headers: { "content-type": type }, body });
    expect((await post("{}", "text/plain")).status).toBe(415);
    expect((await post("{", "application/json")).status).toBe(400);
    expect((await post('{"first_name":""}', "application/json")).status).toBe(400);
    expect((await post('{"first_name":"A","colour":"red"}', "application/json")).status).toBe(400);
  });

  test("somebody asked for twice at once is made once, and is not made anew", async () => {
    const { control, sandbox } = await setUp();
    const put = (body: object) =>
      fetch(`${control}/api/users/7001`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const answers = await Promise.all([put({ first_name: "Anna" }), put({ first_name: "Eve" })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { people } = await sandbox.state();
    expect(people.filter(({ id }) => id === 7001)).toMatchObject([{ first_name: "Anna" }]);
  });

  test("no simulator in production, and no real token", async () => {
    const { telegram } = await setUp();
    const real = `123456789:${"A".repeat(35)}`;
    expect(() => telegram.addBot(real, { username: "x_bot", first_name: "X" })).toThrow("real bot token");
    const before = process.env["NODE_ENV"];
    process.env["NODE_ENV"] = "production";
    try {
      await expect(startTelegram({ clock: { now: () => new Date() }, strict: true })).rejects.toThrow(
        "production",
      );
    } finally {
      process.env["NODE_ENV"] = before;
    }
  });
});

describe("the clock", () => {
  test("everyone has moved before the answer comes", async () => {
    const { clock, sandbox, api } = await setUp({}, false);
    let told = 0;
    clock.onChange(async (offset) => {
      await Promise.resolve();
      told = offset;
    });
    const moved = await sandbox.advance(3600_000);
    expect(moved.offsetMs).toBe(3600_000);
    expect(told).toBe(3600_000);
    await sandbox.setClock(new Date("2031-05-01T10:00:00Z"));
    const person = await sandbox.person({ first_name: "Anna" });
    await person.at("owner_bot").start();
    const [update] = await takeUpdates(api);
    expect(new Date((update?.message?.date ?? 0) * 1000).toISOString()).toMatch(/^2031-05-01T10:00:0/);
    await sandbox.resetClock();
    expect(Math.abs(new Date((await sandbox.clock()).now).getTime() - Date.now())).toBeLessThan(1000);
  });
});

describe("settled", () => {
  test("waits for the service, and says who is busy when time runs out", async () => {
    let work = 3;
    const { sandbox, control } = await setUp({
      service: { pending: () => Promise.resolve({ inbox: work > 0 ? work-- : 0, outbox: 0 }) },
    });
    expect(await sandbox.settled()).toMatchObject({ settled: true, busy: {} });
    work = Number.POSITIVE_INFINITY;
    await expect(connect(control).settled(40)).rejects.toThrow("inbox (null)");
  });

  test("names a bot that does not fetch its updates", async () => {
    const { sandbox } = await setUp();
    const anna = await sandbox.person({ first_name: "Anna" });
    await connect(sandbox.url, { settle: false }).knownPerson(anna.person).at("owner_bot").start();
    await expect(sandbox.settled(40)).rejects.toThrow("owner_bot: updates (1)");
  });

  test("waits for a handler that is slow", async () => {
    const rig = await setUp();
    const { promise: gate, resolve: release } = withResolvers();
    await pollingBot(rig, (bot) => {
      bot.command("start", async (ctx) => {
        await gate;
        await ctx.reply("at last");
      });
    });
    const quick = connect(rig.control, { settle: false });
    const { person } = await quick.person({ first_name: "Anna" });
    const anna = quick.knownPerson(person).at("owner_bot");
    await anna.start();
    await expect(rig.sandbox.settled(60)).rejects.toThrow("owner_bot");
    release();
    await rig.sandbox.settled();
    expect((await anna.last())?.text).toBe("at last");
  });
});

describe("waiting for what will be seen", () => {
  test("waitFor follows the changes", async () => {
    const { sandbox, api } = await setUp({}, false);
    const { person } = await sandbox.person({ first_name: "Anna" });
    const anna = sandbox.knownPerson(person).at("owner_bot");
    await anna.start();
    const waiting = anna.waitFor((chat) => chat.messages.find(({ text }) => text === "two"));
    await api.sendMessage(person.id, "one");
    await api.sendMessage(person.id, "two");
    expect(await waiting).toMatchObject({ text: "two", by: "bot" });
    await expect(anna.waitFor(() => false, 500)).rejects.toThrow("person: /start | bot: one | bot: two");
  });

  test("typing is shown", async () => {
    const { sandbox, api } = await setUp({}, false);
    const { person } = await sandbox.person({ first_name: "Anna" });
    const anna = sandbox.knownPerson(person).at("owner_bot");
    await anna.start();
    await api.sendChatAction(person.id, "upload_photo");
    expect((await anna.chat()).actions).toMatchObject([{ action: "upload_photo" }]);
  });
});

describe("mounting", () => {
  test("other routers answer what the API leaves", async () => {
    const { control } = await setUp({
      extra: [
        async (_request, response, url) => {
          if (url.pathname !== "/page") return false;
          response.end("page");
          return true;
        },
      ],
    });
    expect(await (await fetch(`${control}/page`)).text()).toBe("page");
    expect((await fetch(`${control}/nothing`)).status).toBe(404);
  });

  test("reset empties the service first, then the chats", async () => {
    const calls: number[] = [];
    const rig = await setUp(
      { reset: () => Promise.resolve(void calls.push(rig.telegram.world.people.size)) },
      false,
    );
    await newcomer(rig, "owner_bot");
    await rig.sandbox.fault({ type: "error", code: 500 });
    await rig.sandbox.reset();
    expect(calls).toEqual([1]);
    expect(await rig.sandbox.state()).toMatchObject({
      people: [],
      chats: [],
      faults: [],
      clock: { offsetMs: 0 },
    });
  });
});

test("what is not a picture is offered for download only", async () => {
  const { sandbox, control } = await setUp();
  const { uid } = await sandbox.upload(Buffer.from("<script>alert(1)</script>"), "page.html", "text/html");
  const response = await fetch(`${control}/api/files/${uid}`);
  expect(response.headers.get("content-type")).toBe("application/octet-stream");
  expect(response.headers.get("content-disposition")).toContain("attachment");
});
