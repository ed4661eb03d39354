import { moderate, pendingReviews } from "../../core/consultations/reviews.ts";
import {
  asides,
  asideSeen,
  retryAside,
  uncertainDeliveries,
  uncertainSeen,
} from "../../core/messaging/aside.ts";
import { retryDelivery } from "../../core/messaging/retry.ts";
import { moment, plain, t, type Text } from "../texts.ts";
import { button, isId, type StaffAction, type StaffMenu, type StaffTurn } from "./turn.ts";

/** Wraps what only administrators may do. */
export const forAdministrators =
  (action: StaffAction): StaffAction =>
  (turn, ...args) =>
    turn.member.roles.includes("administrator") ? action(turn, ...args) : turn.say(t("vet-not-for-you"));

/** So many messages at once are read with care. */
export const AT_ONCE = 5;

/** /reviews: each with its verdict buttons. */
export const reviews = forAdministrators(async (turn) => {
  const pending = await pendingReviews(turn.core, turn.person, AT_ONCE);
  if (pending.length === 0) return turn.say(t("vet-reviews-none"));
  for (const { id, revision, stars, words, author, vet } of pending) {
    const text = t("vet-review", {
      stars: "⭐".repeat(stars),
      author: plain(author),
      vet: plain(vet),
      words: words === null ? t("vet-review-wordless") : plain(words),
    });
    const data = (verdict: string): [string, ...string[]] => ["review", id, String(revision), verdict];
    await turn.say(text, {
      menu: [
        [button(t("vet-review-publish"), ...data("yes")), button(t("vet-review-reject"), ...data("no"))],
      ],
    });
  }
});

export const verdict = forAdministrators(async (turn, id, revision, word) => {
  if (!isId(id) || !/^\d{1,6}$/.test(revision ?? "")) return turn.replace(t("vet-old-button"));
  const result = await moderate(
    turn.core,
    turn.person,
    { id, revision: Number(revision) },
    word === "yes" ? "published" : "rejected",
  );
  const more: StaffMenu = [[button(t("vet-reviews-more"), "reviews")]];
  switch (result.kind) {
    case "published":
      return turn.replace(t("vet-review-published"), { menu: more });
    case "rejected":
      return turn.replace(t("vet-review-rejected"), { menu: more });
    case "changed":
      return turn.replace(t("vet-review-changed"), { menu: more });
    case "gone":
      return turn.replace(t("vet-review-gone"), { menu: more });
    case "not_allowed":
      return turn.replace(t("vet-not-for-you"));
  }
});

interface Row {
  readonly id: string;
  readonly text: Text;
  readonly retry: boolean;
}

/** One message a row, with *Try again* and *Seen*. */
async function list(turn: StaffTurn, rows: readonly Row[], action: string): Promise<void> {
  for (const { id, text, retry } of rows)
    await turn.say(text, {
      menu: [
        [
          ...(retry ? [button(t("vet-try-again"), action, id, "retry")] : []),
          button(t("vet-seen"), action, id, "seen"),
        ],
      ],
    });
}

const at = (turn: StaffTurn, date: Date) => moment(date.toISOString(), turn.zone, "full");

/** /aside: turns that failed every time. */
export const asideList = forAdministrators(async (turn) => {
  const rows = await asides(turn.core, AT_ONCE);
  if (rows.length === 0) return turn.say(t("vet-aside-none"));
  const text = (row: (typeof rows)[number]) =>
    t("vet-aside", {
      id: row.id,
      person: row.person,
      channel: row.channel,
      error: row.error,
      at: at(turn, row.at),
    });
  await list(
    turn,
    rows.map((row) => ({ id: row.id, text: text(row), retry: true })),
    "aside",
  );
});

export const aside = forAdministrators(async (turn, id, word) => {
  if (!isId(id)) return turn.replace(t("vet-old-button"));
  const done = await (word === "retry" ? retryAside : asideSeen)(turn.core, id);
  await turn.replace(t(!done ? "vet-handled" : word === "retry" ? "vet-retrying" : "vet-marked-seen"));
});

/** /uncertain: deliveries of which nobody knows whether they arrived. */
export const uncertainList = forAdministrators(async (turn) => {
  const rows = await uncertainDeliveries(turn.core, AT_ONCE);
  if (rows.length === 0) return turn.say(t("vet-uncertain-none"));
  const text = (row: (typeof rows)[number]) =>
    t("vet-uncertain", { id: row.id, person: row.person, channel: row.channel, at: at(turn, row.at) });
  await list(
    turn,
    rows.map((row) => ({ id: row.id, text: text(row), retry: row.message })),
    "uncertain",
  );
});

export const uncertain = forAdministrators(async (turn, id, word) => {
  if (!isId(id)) return turn.replace(t("vet-old-button"));
  const done =
    word === "retry"
      ? (await retryDelivery(turn.core, id, null)) === "queued"
      : await uncertainSeen(turn.core, id);
  await turn.replace(t(!done ? "vet-handled" : word === "retry" ? "vet-retrying" : "vet-marked-seen"));
});
