import { createServer } from "node:http";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { robokassa } from "../../../../core/payments/gateways/robokassa.ts";
import { silentLog } from "../../../../core/platform/log.ts";
import { notificationDoors } from "../../../../webhooks/gateways/doors.ts";
import { notificationRoutes } from "../../../../webhooks/gateways/routes.ts";
import { testCore } from "../../../support/core.ts";
import { testDatabase } from "../../../support/database.ts";
import { listen, shut } from "./ear.ts";

/** What stands before every adapter is the same for all of them, so one adapter stands behind every door here. */
describe("the doors for notifications", () => {
  const app = express();
  const server = createServer(app);
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let at: string;

  beforeAll(async () => {
    database = await testDatabase();
    const adapter = robokassa({
      login: "vet",
      password1: "first-password",
      password2: "second-password",
      hash: "sha256",
      test: false,
      paymentUrl: "https://auth.robokassa.ru/Merchant/Index.aspx",
      serviceUrl: "https://auth.robokassa.ru/Merchant/WebService/Service.asmx",
      refundUrl: "https://services.robokassa.ru/RefundService/Refund",
      tax: "none",
    });
    const gateways = Object.fromEntries(
      notificationDoors.map(({ gateway: name }) => [name, { ...adapter, name }]),
    );
    app.use(notificationRoutes({ core: testCore(database.db), gateways, log: silentLog, limit: 1000 }));
    at = await listen(server);
  });
  afterAll(async () => {
    await shut(server);
    await database.drop();
  });

  const kept = () => database.db.paymentNotification.count();

  describe.each(notificationDoors)("$path", ({ path, get, post: type = "text/plain", maxBody }) => {
    const post = (body: string, contentType = type) =>
      fetch(`${at}${path}`, { method: "POST", headers: { "content-type": contentType }, body });

    it("refuses another content type, what is too long and other methods, and keeps nothing of it", async () => {
      const before = await kept();
      const other = type === "application/json" ? "application/x-www-form-urlencoded" : "application/json";
      const long = "x".repeat(Number.parseInt(maxBody, 10) * 1024 + 1);
      const statuses = [
        (await post("{}", other)).status,
        (await post("{}", "")).status,
        (await post(long)).status,
        (await fetch(`${at}${path}`, { method: "DELETE" })).status,
      ];
      expect(statuses).toEqual([415, 415, 413, 405]);
      expect(await kept()).toBe(before);
    });

    it("refuses nonsense, keeps it sealed, and says nothing that it was sent", async () => {
      const before = await kept();
      const refused = await post("anna@example.com");
      expect([refused.status, await refused.text()]).toEqual([400, "bad request"]);
      expect(await kept()).toBe(before + 1);
      const [row] = await database.db.paymentNotification.findMany({
        orderBy: { receivedAt: "desc" },
        take: 1,
      });
      expect(row).toMatchObject({ verdict: "malformed", attemptId: null });
      expect(Buffer.from(row?.sealed ?? "").includes("anna")).toBe(false);
    });

    it("is a GET only where the gateway sends one", async () => {
      expect((await fetch(`${at}${path}`)).status).toBe(get ? 400 : 405);
    });
  });
});
