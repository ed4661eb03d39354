import { afterAll, expect, it } from "vitest";
import { enter, rowOf } from "../../../core/messaging/enter.ts";
import { keepEdit, timers } from "../../../core/messaging/late-edit.ts";
import { relay } from "../../../core/messaging/relay.ts";
import { runTimers } from "../../../core/platform/run-timers.ts";
import { silentLog } from "../../../core/platform/log.ts";
import { practice } from "../../support/practice.ts";
import { answered } from "../consultations/world.ts";

const clinic = await practice();
afterAll(() => clinic.drop());
const { core, clock } = clinic;

/** What waits for an edit to be tried: at most so long passes. */
async function tenSecondsLater(): Promise<void> {
  clock.advance(10_000);
  await runTimers(core, { handlers: timers, log: silentLog, wakeAt: () => undefined });
}

const kept = () => core.db.timer.count({ where: { kind: "late-edit" } });

it("an edit that overtook its message is kept while that waits for its turn", async () => {
  const vet = await clinic.staff("Dr Olga Konina");
  const { owner, conversation } = await answered(clinic, vet);
  const place = { channel: "telegram", chat: "5", externalId: "1" } as const;
  const arrival = { from: "5", channel: "telegram", externalId: "5:1", body: {} } as const;
  await enter(core, [{ ...rowOf(core, arrival), personId: owner }]);
  await keepEdit(core, owner, place, { text: "5 ml" });
  for (const _ of ["a busy service", "still busy"]) {
    await tenSecondsLater();
    expect(await kept()).toBe(1);
  }
  const content = { kind: "text", text: "50 ml" } as const;
  await relay(core, {
    conversation: { id: conversation },
    author: owner,
    side: "owner",
    content,
    places: [place],
  });
  await core.db.inbox.deleteMany();
  await tenSecondsLater();
  expect(await kept()).toBe(0);
  const edits = (await clinic.queued(vet)).flatMap(({ operation }) =>
    operation.op === "edit" ? [operation.words] : [],
  );
  expect(edits).toEqual([expect.objectContaining({ text: "5 ml" })]);
});

it("an edit of what never comes is tried once more, and let go", async () => {
  const owner = await clinic.owner();
  await keepEdit(core, owner, { channel: "telegram", chat: "6", externalId: "1" }, { text: "5 ml" });
  await tenSecondsLater();
  expect(await kept()).toBe(0);
});
