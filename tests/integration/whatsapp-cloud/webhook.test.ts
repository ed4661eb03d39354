import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../../../core/platform/log.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { whatsappIntake } from "../../../webhooks/whatsapp/intake.ts";
import { WHATSAPP_PATH, whatsappRoutes } from "../../../webhooks/whatsapp/route.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop } = await testDatabase();
const core = testCore(db);
const metrics = createMetrics();
const [PHONE_ID, SECRET, TOKEN] = ["106540352242922", "an-app-secret", "a-verify-token"];
const tools = { log: silentLog, metrics };
const settings = { appSecret: SECRET, verifyToken: TOKEN };

async function listening(intake = whatsappIntake(core, { phoneId: PHONE_ID }, tools)) {
  const server = createServer(express().use(whatsappRoutes({ intake, ...settings })));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${WHATSAPP_PATH}` };
}
const { server, url } = await listening();
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await drop();
});
beforeEach(
  async () => void (await db.$executeRaw`truncate inbox, received, timer, person, identity cascade`),
);

const sign = (body: string | Buffer, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

async function post(
  body: unknown,
  { signature, to = url }: { signature?: string | null; to?: string } = {},
): Promise<number> {
  const bytes = typeof body === "string" ? body : JSON.stringify(body);
  const signed = signature === undefined ? sign(bytes) : signature;
  const response = await fetch(to, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(signed !== null && { "x-hub-signature-256": signed }),
    },
    body: bytes,
  });
  return response.status;
}

const value = (told: object, phoneId = PHONE_ID) => ({
  messaging_product: "whatsapp",
  metadata: { display_phone_number: "79990000000", phone_number_id: phoneId },
  contacts: [{ profile: { name: "Anna" }, wa_id: "79990001122", user_id: "RU.1" }],
  ...told,
});
const body = (...values: object[]) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "1", changes: values.map((each) => ({ field: "messages", value: each })) }],
});
const text = (id: string, more: object = {}) => ({
  from: "79990001122",
  from_user_id: "RU.1",
  id,
  timestamp: "1732276800",
  type: "text",
  text: { body: "Hello" },
  ...more,
});
const keys = async () =>
  (await db.inbox.findMany({ orderBy: { seq: "asc" } })).map(({ externalId }) => externalId);

describe("the address Meta is told", () => {
  const ask = async (query: Record<string, string>) => {
    const response = await fetch(`${url}?${new URLSearchParams(query).toString()}`);
    return [response.status, await response.text()];
  };
  const query = { "hub.mode": "subscribe", "hub.verify_token": TOKEN, "hub.challenge": "1158201444" };

  it("repeats the challenge, as plain text, to who knows the token", async () => {
    expect(await ask(query)).toEqual([200, "1158201444"]);
    const { headers } = await fetch(`${url}?${new URLSearchParams(query).toString()}`);
    expect(headers.get("content-type")).toContain("text/plain");
  });

  it.each([
    ["another token", { ...query, "hub.verify_token": "guess" }],
    ["another mode", { ...query, "hub.mode": "unsubscribe" }],
    ["no challenge", { "hub.mode": "subscribe", "hub.verify_token": TOKEN }],
    ["a page in place of a challenge", { ...query, "hub.challenge": "<script>alert(1)</script>" }],
    ["nothing at all", {}],
  ])("repeats nothing to %s", async (_name, wrong) => {
    expect((await ask(wrong))[0]).toBe(403);
  });

  it("takes nothing but GET and POST", async () => {
    expect((await fetch(url, { method: "DELETE" })).status).toBe(405);
  });
});

/** As Meta told before it had ids of its own. */
const byNumber = (id: string, from = "79990001122") => {
  const { from_user_id: _, ...message } = text(id, { from });
  return value({ contacts: [{ profile: { name: "Anna" }, wa_id: from }], messages: [message] });
};

/** Everybody's address, and how much came in from them. */
const people = async () => {
  const rows = await db.identity.findMany({ orderBy: { externalId: "asc" } });
  const count = (personId: string) => db.inbox.count({ where: { personId } });
  return Promise.all(rows.map(async (row) => [row.externalId, await count(row.personId)]));
};

describe("a notification", () => {
  it("is stored before it is acknowledged: all that one body holds, in its order", async () => {
    const many = body(
      value({ messages: [text("wamid.1"), text("wamid.2", { from_user_id: "RU.2" })] }),
      value({ messages: [text("wamid.3")] }),
    );
    expect(await post(many)).toBe(200);
    expect(await keys()).toEqual(["wamid.1", "wamid.2", "wamid.3"]);
    expect(await db.identity.count()).toBe(2);
    expect(core.woken).toContain("turns");
  });

  it("counts once, however often and in whatever order it comes", async () => {
    const [one, two] = [
      body(value({ messages: [text("wamid.1")] })),
      body(value({ messages: [text("wamid.2")] })),
    ];
    await Promise.all([post(two), post(one), post(two), post(one)]);
    expect(await post(one)).toBe(200);
    expect((await keys()).toSorted()).toEqual(["wamid.1", "wamid.2"]);
  });

  it("belongs to Meta's id of the person where there is one, else to the number", async () => {
    const { from_user_id: _, ...older } = text("wamid.2", { from: "79990003344" });
    const { from: __, ...hidden } = text("wamid.3", { from_user_id: "US.5" });
    await post(body(value({ messages: [text("wamid.1"), older, hidden] })));
    const rows = await db.identity.findMany({ orderBy: { externalId: "asc" } });
    expect(rows.map(({ externalId }) => externalId)).toEqual(["79990003344", "RU.1", "US.5"]);
  });

  it("belongs to one person, whichever of their two names Meta tells", async () => {
    const { from: _, ...hidden } = text("wamid.3");
    // All at once, and one after another, in either order.
    await post(body(byNumber("wamid.2"), value({ messages: [text("wamid.1"), hidden] })));
    expect(await people()).toEqual([["RU.1", 3]]);
    await post(body(byNumber("wamid.4")));
    expect(await people()).toEqual([["RU.1", 4]]);
    await post(body(byNumber("wamid.5", "79990003344")));
    const both = text("wamid.6", { from: "79990003344", from_user_id: "RU.2" });
    await post(body(value({ messages: [both] })));
    await post(body(value({ messages: [{ ...hidden, id: "wamid.7", from_user_id: "RU.2" }] })));
    expect(await people()).toEqual([
      ["79990003344", 3],
      ["RU.1", 4],
    ]);
  });

  it("finds Meta's id of the person in the contact where the message has none", async () => {
    const { from_user_id: _, ...numbered } = text("wamid.1");
    await post(body(value({ messages: [numbered] })));
    expect(await people()).toEqual([["RU.1", 1]]);
  });

  it("is not taken for another's to whom the number belonged", async () => {
    const next = text("wamid.3", { from_user_id: "RU.2" });
    await post(body(byNumber("wamid.1")));
    await post(body(value({ messages: [text("wamid.2")] })));
    await post(body(value({ contacts: [], messages: [next] })));
    expect(await people()).toEqual([
      ["79990001122", 2],
      ["RU.2", 1],
    ]);
    // Met by Meta's id: the number leads to who has it now.
    await db.$executeRaw`truncate inbox, received, person, identity cascade`;
    await post(body(value({ messages: [text("wamid.1")] })));
    await post(body(value({ contacts: [], messages: [next] })));
    await post(body(byNumber("wamid.4")));
    expect(await people()).toEqual([
      ["RU.1", 1],
      ["RU.2", 2],
    ]);
  });

  it("belongs to one person, however many processes hear of their second name at once", async () => {
    await post(body(byNumber("wamid.0")));
    const many = Array.from({ length: 6 }, (_each, index) => text(`wamid.${index + 1}`));
    await Promise.all(many.map((message) => post(body(value({ messages: [message] })))));
    expect(await people()).toEqual([["79990001122", 7]]);
  });

  it("brings each of several contacts by itself", async () => {
    const contact = (first_name: string) => ({
      name: { formatted_name: first_name, first_name },
      phones: [{ phone: "+79990003344" }],
    });
    const shared = text("wamid.1", { type: "contacts", text: undefined, contacts: ["A", "B"].map(contact) });
    await post(body(value({ messages: [shared] })));
    expect(await keys()).toEqual(["wamid.1", "wamid.1#1"]);
  });

  it("says when we may write until", async () => {
    await post(body(value({ messages: [text("wamid.1")] })));
    const { windowUntil } = await db.identity.findFirstOrThrow();
    expect(windowUntil?.getTime()).toBe(core.clock.now().getTime() + 24 * 3_600_000);
    core.clock.advance(60_000);
    await post(body(value({ messages: [text("wamid.1")] })));
    expect((await db.identity.findFirstOrThrow()).windowUntil).toEqual(windowUntil);
  });
});

describe("what is not Meta's", () => {
  const honest = JSON.stringify(body(value({ messages: [text("wamid.1")] })));

  it.each([
    ["none", null],
    ["an empty one", ""],
    ["that of another secret", sign(honest, "another")],
    ["that of other bytes", sign(`${honest} `)],
    ["half of the right one", sign(honest).slice(0, 40)],
    ["the right digest without its name", sign(honest).slice("sha256=".length)],
  ])("signed with %s is refused before anything is stored", async (_name, signature) => {
    expect(await post(honest, { signature })).toBe(401);
    expect(await db.received.count()).toBe(0);
  });

  it("is not even read where it is not signed at all", async () => {
    expect(await post("x".repeat(3.2e6), { signature: null })).toBe(401);
  });

  it("is looked at only where the signature is right: not even whether it is JSON", async () => {
    expect(await post("{", { signature: sign("}") })).toBe(401);
  });

  it("is measured by its bytes as they came", async () => {
    const spaced = honest.replace("Hello", "Привет \\u00e4");
    expect(await post(spaced)).toBe(200);
    expect(await post(JSON.stringify(JSON.parse(spaced)), { signature: sign(spaced) })).toBe(401);
  });
});

describe("what is signed and of no use", () => {
  it.each([["not JSON"], ["{"], ["[]"], ["null"], ["{}"], ['"text"'], ['{"object": 1}'], [""]])(
    "answers 400 to %j",
    async (wrong) => {
      expect(await post(wrong)).toBe(400);
      expect(await keys()).toEqual([]);
    },
  );

  it("answers 413 to what is larger than any notification", async () => {
    expect(await post({ ...body(), filler: "x".repeat(3.2e6) })).toBe(413);
  });

  const kinds = [
    ["object", { ...body(), object: "page" }],
    [
      "account_update",
      { ...body(), entry: [{ id: "1", changes: [{ field: "account_update", value: {} }] }] },
    ],
    ["other_number", body(value({ messages: [text("wamid.9")] }, "999"))],
    ["malformed", body({ messages: [text("wamid.9")] })],
    ["malformed", body(value({ messages: [{ type: "text" }, 5, null] }))],
    ["malformed", body(value({ statuses: [{ id: 5 }] }))],
    [
      "system",
      body(
        value({ messages: [text("wamid.9", { type: "system", system: { type: "user_changed_number" } })] }),
      ),
    ],
    ["read", body(value({ statuses: [{ id: "wamid.1", status: "read" }] }))],
    ["unknown", body(value({ statuses: [{ id: "wamid.1", status: "Something <new>" }] }))],
    ["errors", body(value({ errors: [{ code: 130429 }] }))],
  ] as const;
  it.each(kinds)("accepts %s, counts it and leaves it", async (kind, sent) => {
    expect(await post(sent)).toBe(200);
    expect(await keys()).toEqual([]);
    expect(await metrics.text()).toContain(
      `pawline_ignored_updates_total{channel="whatsapp",kind="${kind}"}`,
    );
  });

  it("does not keep what is well from being taken", async () => {
    const mixed = body(value({ messages: [{ id: 5 }, text("wamid.1")], statuses: [{}] }), {});
    expect(await post(mixed)).toBe(200);
    expect(await keys()).toEqual(["wamid.1"]);
  });
});

describe("a database that is away", () => {
  it("has Meta deliver again", async () => {
    const broken = {
      ...core,
      db: new Proxy(db, { get: () => () => Promise.reject(new Error("no database")) }),
    };
    const other = await listening(whatsappIntake(broken, { phoneId: PHONE_ID }, tools));
    expect(await post(body(value({ messages: [text("wamid.1")] })), { to: other.url })).toBe(503);
    other.server.close();
  });
});
