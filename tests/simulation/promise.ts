import { LEASE_MS } from "../../core/messaging/lanes.ts";
import { otherSide, players } from "./cast.ts";
import { leftOvers, recordOf, type Delivered, type Noted } from "./record.ts";
import type { Request, Shown } from "./messengers.ts";
import type { Said } from "./people.ts";
import { count, type Game } from "./play.ts";

/**
 * What of the promise a history broke, once the service has come to rest: every message that came in is in exactly one
 * of *sent*, *refused and shown*, *uncertain and shown*; never with the wrong person; in order; sent twice only where
 * nobody could know better; and nothing is left over.
 */
export async function brokenPromises(game: Game): Promise<string[]> {
  const { messengers, failures } = game.shared;
  const record = await recordOf(game.town);
  return [
    ...failures,
    ...messengers.wrong,
    ...(await leftOvers(game.town)),
    ...game.people.updates.flatMap(({ acknowledged, body }) =>
      acknowledged ? [] : [`update ${String(body["update_id"])} was never acknowledged`],
    ),
    ...strays(game),
    ...game.people.said.flatMap((said) => fateOf(game, record, said)),
    ...uninvited(game, record),
    ...disorder(game),
    ...doubles(game),
    ...insistence(game),
    ...delays(game),
    ...dropped(game),
  ];
}

const tokenOf = ({ words, file }: Shown): string | undefined => /^m\d+/.exec(file ?? words)?.[0];

/** Whoever reads what was not for them. */
function strays({ people, shared }: Game): string[] {
  return shared.messengers.shown.flatMap((shown) => {
    const said = people.said.find(({ token }) => token === tokenOf(shown));
    if (!said) return [];
    const reader = otherSide(said);
    const topic = reader.side === "staff" ? String(said.case.topic) : null;
    const right =
      shown.channel === reader.channel && shown.chat === String(reader.chat) && shown.topic === topic;
    return right ? [] : [`${said.token} was shown in chat ${shown.chat}, topic ${shown.topic ?? "none"}`];
  });
}

/** What became of something that was said. */
function fateOf(game: Game, record: Noted, said: Said): string[] {
  const wrong: string[] = [];
  const { token } = said;
  const reader = otherSide(said);
  const messages = new Set(
    said.ids.flatMap((id) => record.messageAt(said.by, id) ?? (wrong.push(`${token}: ${id} is lost`), [])),
  );
  const deliveries = [...messages].flatMap((message) => {
    const found = record.deliveries.filter((each) => each.message === message && each.person === reader.id);
    if (found.length === 0) wrong.push(`${token} was queued for nobody`);
    if (new Set(found.map(({ part }) => part)).size < found.length) wrong.push(`${token} was queued twice`);
    return found;
  });
  for (const delivery of deliveries) wrong.push(...outcomeOf(game, record, said, delivery));
  if (deliveries.every(({ outcome }) => outcome === "sent"))
    wrong.push(...whole(game, said), ...corrected(game, record, said));
  return wrong;
}

function outcomeOf(game: Game, record: Noted, { by, token }: Said, { id, outcome }: Delivered): string[] {
  const { shown, requests } = game.shared.messengers;
  const times = requests.filter(({ operation, effect }) => operation === id && effect).length;
  switch (outcome) {
    case "sent":
      return times > 0 ? [] : [`${token} is noted as sent and was not`];
    case "refused":
    case "uncertain": {
      const kind = outcome === "refused" ? "notDelivered" : "uncertain";
      const told = shown.some(
        ({ notice, chat, channel }) =>
          notice?.kind === kind &&
          notice.delivery === id &&
          channel === by.channel &&
          chat === String(by.chat),
      );
      // The notice is a message as any other: its reader may have stopped the bot.
      const tried = record.deliveries.some(
        (each) => each.person === by.id && each.message === null && each.outcome === "refused",
      );
      return told || tried ? [] : [`${token} is ${outcome}, and its author does not know`];
    }
  }
}

/** Everything that was said has to stand there: its words, and each file. */
function whole({ shared }: Game, said: Said): string[] {
  const there = shared.messengers.shown.filter((shown) => tokenOf(shown) === said.token);
  const words = there.some((shown) => shown.words !== "") ? [] : [`the words of ${said.token} are not there`];
  return [
    ...words,
    ...said.files.flatMap((file) =>
      there.some((shown) => shown.file === file) ? [] : [`${file} was sent and is not there`],
    ),
  ];
}

/** The last words count. Those of one edit only: several may have come in another order. */
function corrected({ shared, plan }: Game, record: Noted, said: Said): string[] {
  const [edit, second] = said.edits;
  if (!edit || second) return [];
  // Where it came so long before its message that nobody waits any more, or was refused, there is nothing to see.
  const early = said.updates.some(({ done }) => done >= edit.first) && plan.jumps > 0;
  const refused = record.deliveries.some(({ message, outcome }) => message === null && outcome !== "sent");
  if (early || refused) return [];
  const there = shared.messengers.shown.some(
    (shown) => tokenOf(shown) === said.token && shown.words === said.words,
  );
  return there ? [] : [`${said.token} was put right, and its reader does not know`];
}

/** A message that nobody wrote, or wrote once and is there twice. */
function uninvited({ people }: Game, record: Noted): string[] {
  const known = new Set(
    people.said.flatMap(({ by, ids }) => ids.flatMap((id) => record.messageAt(by, id) ?? [])),
  );
  const extra = record.messages.filter((id) => !known.has(id));
  const wrong = extra.length > 0 ? [`${extra.length} messages that nobody wrote`] : [];
  for (const { id } of players) {
    const asked = people.asked.filter(({ by }) => by.id === id).length;
    const answers = record.deliveries.filter(
      ({ person, lane, message }) => person === id && lane === id && message === null,
    ).length;
    if (asked !== answers) wrong.push(`${asked} questions to the bot, ${answers} answers`);
  }
  return wrong;
}

/**
 * What was written first is read first. Of what came in at the same time either may be; and who stood still for longer
 * than a lease may say once more what was said long ago.
 */
function disorder({ people, shared, plan }: Game): string[] {
  const { shown } = shared.messengers;
  const placesOf = ({ token }: Said) => shown.flatMap((each, at) => (tokenOf(each) === token ? [at] : []));
  return people.said.flatMap((later, index) =>
    people.said.slice(0, index).flatMap((earlier) => {
      if (earlier.by !== later.by || earlier.case !== later.case) return [];
      const after = Math.min(...later.updates.map(({ first }) => first));
      const before = Math.max(...earlier.updates.map(({ done }) => done));
      if (before >= after) return [];
      const places = placesOf(earlier);
      const last = plan.jumps > 0 ? (places[0] ?? -1) : Math.max(-1, ...places);
      const first = Math.min(Infinity, ...placesOf(later));
      return last < first ? [] : [`${later.token} stands before ${earlier.token}`];
    }),
  );
}

/** What was done twice: once more at most, after a time of which nobody could know what had come of it. */
function doubles(game: Game): string[] {
  const byOperation = new Map<string, Request[]>();
  for (const request of game.shared.messengers.requests)
    if (request.effect && !request.again)
      byOperation.set(request.operation, [...(byOperation.get(request.operation) ?? []), request]);
  return [...byOperation].flatMap(([operation, requests]) => {
    if (requests.length > 2) return [`operation ${operation} was done ${requests.length} times`];
    const [first, second] = requests;
    if (!first || !second) return [];
    count(game, "sent twice");
    // Either may be of the one who stood still while its lease ran out.
    const apart = Math.max(first.at, second.at) - Math.min(first.since, second.since);
    const died = first.life.over && !first.life.peaceful;
    const doubtful = first.outcome === "unknown" || died || apart >= LEASE_MS;
    return doubtful ? [] : [`operation ${operation} was done twice for nothing`];
  });
}

/** What is refused is refused for good: it is not asked for again by a process that knows, having leased it later. */
function insistence({ shared }: Game): string[] {
  const refused = new Map<string, Request>();
  return shared.messengers.requests.flatMap((request) => {
    const before = refused.get(request.operation);
    if (request.outcome === "refused") refused.set(request.operation, request);
    const knows =
      before && !before.life.over && request.since >= before.at && request.at - before.since < LEASE_MS;
    return knows ? [`operation ${request.operation} was refused and asked for again`] : [];
  });
}

/** Longer than an album is waited for, in milliseconds. */
const AT_ONCE_MS = 4_000;

/** Whom nothing hinders does not wait for others who are hindered. */
function delays({ people, shared, happened, calmSince = Infinity }: Game): string[] {
  // What a dead process held waits for its lease, and a file that is not there yet for the next try.
  if (happened["crash"] || happened["file later"]) return [];
  const { requests, shown } = shared.messengers;
  return people.said.flatMap((said) => {
    const reader = otherSide(said);
    const ours = requests.filter(
      ({ channel, chat }) => channel === reader.channel && chat === String(reader.chat),
    );
    if (ours.some(({ outcome }) => outcome !== "sent")) return [];
    const operations = new Set(
      shown.flatMap((each) => (tokenOf(each) === said.token ? [each.operation] : [])),
    );
    const late = ours.some(({ operation, at }) => operations.has(operation) && at - calmSince > AT_ONCE_MS);
    return late ? [`${said.token} came late, though nothing hindered it`] : [];
  });
}

/** Who was asked to end, and had the time, has ended, and let go of nothing that it had begun. */
function dropped({ services, shared }: Game): string[] {
  const stays = services.flatMap((service) =>
    service?.life.leaving && !service.life.over ? [`${service.life.name} was asked to end and goes on`] : [],
  );
  const cut = shared.messengers.requests.flatMap(({ life, outcome, operation }) =>
    life.peaceful && !outcome ? [`operation ${operation} was under way when its process ended`] : [],
  );
  return [...stays, ...cut];
}
