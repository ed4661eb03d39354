import { afterAll, beforeAll, beforeEach } from "vitest";
import { registered } from "../../support/accounts.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";
import { forgetPeople, importDemo } from "../../support/demo.ts";
import { ownerChat, type OwnerChat } from "../../support/owner-chat.ts";

export type OwnerFlows = Awaited<ReturnType<typeof ownerFlows>>;

/** The demo clinic for all tests of a file, and before each of them nobody has written to it yet. */
export async function ownerFlows() {
  const { db, ...database } = await testDatabase();
  const core = testCore(db, { gateways: ["robokassa"] });
  beforeAll(() => importDemo(core));
  beforeEach(() => forgetPeople(db));
  afterAll(() => database.drop());
  return {
    db,
    core,
    /** Of somebody who has an account and speaks English. */
    annasChat: async (): Promise<OwnerChat> => {
      const person = await registered(core, "1");
      await db.person.update({ where: { id: person }, data: { locale: "en" } });
      return ownerChat(core, "1");
    },
  };
}
