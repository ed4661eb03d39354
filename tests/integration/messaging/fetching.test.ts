import { afterAll, expect, it } from "vitest";
import { expectFile, fileBytes } from "../../../core/messaging/files.ts";
import { media } from "../../../core/messaging/media.ts";
import type { Fetched, Messenger } from "../../../core/messaging/messenger.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { stranger } from "../../support/accounts.ts";
import { testCore } from "../../support/core.ts";
import { testDatabase } from "../../support/database.ts";

const { db, drop } = await testDatabase();
afterAll(drop);
const core = testCore(db);

/** The smallest GIF. */
const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** What becomes of a file whose messenger answers so for some minutes, and then gives it. */
async function after(minutes: number, answer: Fetched) {
  const personId = await stranger(core, core.ids());
  const file = { kind: "document", channel: "telegram", ref: "r", mime: "image/gif" } as const;
  const id = await expectFile(core, { personId, ...file });
  const look = async (fetched: Fetched): Promise<void> => {
    const telegram: Messenger = {
      channel: "telegram",
      perform: () => Promise.resolve({ kind: "unknown" }),
      fetch: () => Promise.resolve(fetched),
    };
    const files = media(core, { messengers: { telegram }, log: silentLog, wakeAt: () => undefined });
    await files.drain();
    await files.close();
  };
  for (let passed = 0; passed < minutes * 60_000; passed += 5_000) {
    await look(answer);
    core.clock.advance(5_000);
  }
  await look({ kind: "bytes", bytes: GIF });
  const { state, refusal } = await db.file.findUniqueOrThrow({ where: { id } });
  return { id, state, refusal };
}

it("gives a file up that does not come although it is asked for", async () => {
  expect(await after(2, { kind: "later", ms: 5_000 })).toMatchObject({ state: "refused", refusal: "gone" });
});

it("keeps asking for a file while there is nobody to ask", async () => {
  const { id, state } = await after(3, { kind: "later", ms: 5_000, asked: false });
  expect(state).toBe("stored");
  expect(Buffer.from((await fileBytes(core, id)).bytes)).toEqual(GIF);
});
