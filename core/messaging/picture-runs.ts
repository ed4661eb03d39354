import type { Core } from "../platform/core.ts";
import type { Entry } from "./enter.ts";

/** How long after a picture the next one may come to be part of the same answer: a phone uploads them in turn. */
const RUN_MS = 1_500;
/** How the key of such a run begins; an album has its messenger's own key. */
const RUN = "run:";

/**
 * Pictures sent one after another while a question is open are one answer, as an album is. In a chat they pass at
 * once, each by itself. `pictures`: external ids of the entries that are some.
 */
export async function joinRuns(
  core: Core,
  entries: readonly Entry[],
  pictures: ReadonlySet<string>,
): Promise<void> {
  if (pictures.size === 0) return;
  const senders = entries.filter(({ externalId }) => pictures.has(externalId));
  const asked = await core.db.dialog.findMany({
    where: { personId: { in: senders.map(({ personId }) => personId) } },
    select: { personId: true },
  });
  const holdUntil = new Date(core.clock.now().getTime() + RUN_MS);
  for (const { personId } of asked) {
    const last = await core.db.inbox.findFirst({
      where: { personId },
      orderBy: { seq: "desc" },
      select: { album: true, tries: true },
    });
    let run = last?.tries === 0 && last.album?.startsWith(RUN) ? last.album : undefined;
    if (run) await core.db.inbox.updateMany({ where: { personId, album: run }, data: { holdUntil } });
    for (const entry of entries.filter((each) => each.personId === personId)) {
      run = pictures.has(entry.externalId) ? (run ?? `${RUN}${entry.externalId}`) : undefined;
      if (run) Object.assign(entry, { album: run, holdUntil });
    }
  }
}
