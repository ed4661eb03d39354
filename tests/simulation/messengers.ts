import type { Channel } from "../../prisma/generated/enums.ts";
import type { Content } from "../../core/messaging/content.ts";
import type { FileSource } from "../../core/messaging/files.ts";
import type { Fetched, Job, Messenger, Outcome } from "../../core/messaging/messenger.ts";
import type { Operation } from "../../core/messaging/operation.ts";
import { doubtsAllowed } from "../../core/messaging/settle.ts";
import type { Player } from "./cast.ts";
import type { Dice } from "./dice.ts";
import type { Life, Stage } from "./stage.ts";

/** What stands in a chat, put there by our bot. */
export interface Shown {
  readonly id: string;
  readonly channel: Channel;
  readonly chat: string;
  readonly topic: string | null;
  /** Its words; of a file, the name of the bytes that came with it. */
  words: string;
  readonly file: string | null;
  /** What it answers to. */
  readonly target: string | null;
  /** The operation that put it there. */
  readonly operation: string;
  /** The kind of notice, and the delivery it is about. */
  readonly notice: { readonly kind: string; readonly delivery: string | null } | null;
  reaction: string | null;
}

/** A request of ours, from when it left. */
export interface Request {
  readonly operation: string;
  readonly channel: Channel;
  readonly chat: string;
  readonly life: Life;
  /** By the clock: its process has leased the operation since. */
  readonly since: number;
  readonly at: number;
  /** Whether it did something. */
  effect: boolean;
  outcome: Outcome["kind"] | undefined;
  /** It may be done more than twice: nobody sees it twice, or has to see it once. */
  readonly again: boolean;
}

export interface Weather {
  /** How often a request goes wrong, 0 to 1. */
  share: number;
  /** Whose chat is besieged. */
  besieged: Player | null;
}

/** What becomes of a request. */
interface Weathered {
  readonly happens: string;
  readonly effect: boolean;
  /** Absent: that it was done. */
  readonly answer?: Outcome;
}

/** How often a chat that is besieged is refused, and for how long. */
const SIEGE = { share: 0.6, ms: 30_000 };

const later = (ms: number): Weathered => ({
  happens: "too many requests",
  effect: false,
  answer: { kind: "later", ms, chat: true },
});

const foul: readonly ((dice: Dice) => Weathered)[] = [
  (dice) => later(dice.pick([1_000, 5_000, 30_000])),
  () => ({ happens: "server error", effect: false, answer: { kind: "later", ms: 5_000, chat: false } }),
  () => ({ happens: "rejected", effect: false, answer: { kind: "refused", reason: "rejected" } }),
  () => ({ happens: "request lost", effect: false, answer: { kind: "unknown" } }),
  () => ({ happens: "answer lost", effect: true, answer: { kind: "unknown" } }),
];

/** Steps of a process at a messenger. */
export const SENDS = "sends";
export const HEARS = "hears what came of it";
const FETCHES = "fetches a file";

/** The messengers on the other side of the network, and all they know. */
export interface Messengers {
  readonly shown: Shown[];
  readonly requests: Request[];
  readonly blocked: Set<string>;
  /** Bytes by the bot and the name it has for them. */
  readonly files: Map<string, Uint8Array>;
  readonly weather: Weather;
  /** What was asked of a bot that it must not be asked. */
  readonly wrong: string[];
  readonly counted: (what: string) => void;
  /** A bot as a process has it. */
  readonly at: (channel: Channel, life: Life, now: () => number, since: () => number) => Messenger;
  /** An id for what somebody writes. */
  readonly nextId: () => number;
}

export function newMessengers(stage: Stage, dice: Dice, counted: (what: string) => void): Messengers {
  const shown: Shown[] = [];
  const requests: Request[] = [];
  const blocked = new Set<string>();
  const files = new Map<string, Uint8Array>();
  const weather: Weather = { share: 0, besieged: null };
  const wrong: string[] = [];
  let made = 0;
  const nextId = () => ++made;

  function at(channel: Channel, life: Life, now: () => number, since: () => number): Messenger {
    return {
      channel,
      async perform(job) {
        const parts = await partsOf(job);
        const request: Request = {
          operation: job.id,
          channel,
          chat: job.chat,
          life,
          since: since(),
          at: now(),
          effect: false,
          outcome: undefined,
          again: doubtsAllowed(job.operation) > 1,
        };
        const outcome = await stage.step(life, SENDS, (): Outcome => {
          requests.push(request);
          const { happens, effect, answer } = weatherOver(channel, job);
          counted(happens);
          const ids = effect ? act(channel, job, parts) : [];
          request.effect = effect;
          stage.note(`  ${channel} ${job.operation.op}: ${happens} ${ids.join(" ")}`);
          return answer ?? { kind: "sent", externalIds: ids };
        });
        await stage.step(life, HEARS, () => {
          request.outcome = outcome.kind;
        });
        return outcome;
      },
      fetch: (source) => stage.step(life, FETCHES, () => fetched(channel, source)),
    };
  }

  function weatherOver(channel: Channel, job: Job): Weathered {
    if (blocked.has(`${channel} ${job.chat}`))
      return { happens: "blocked", effect: false, answer: { kind: "refused", reason: "blocked" } };
    const { besieged } = weather;
    if (besieged?.channel === channel && String(besieged.chat) === job.chat && dice.chance(SIEGE.share))
      return later(SIEGE.ms);
    return dice.chance(weather.share) ? dice.pick(foul)(dice) : { happens: "sent", effect: true };
  }

  function act(channel: Channel, job: Job, parts: readonly Part[]): string[] {
    const { operation, chat, topic, target } = job;
    const put = ({ words, file }: Part): string => {
      const id = String(nextId());
      const notice = operation.op === "notice" ? noticeOf(operation) : null;
      shown.push({
        id,
        channel,
        chat,
        topic,
        words,
        file,
        target,
        operation: job.id,
        notice,
        reaction: null,
      });
      return id;
    };
    const aim = shown.find((each) => each.channel === channel && each.chat === chat && each.id === target);
    switch (operation.op) {
      case "send":
      case "notice":
        return parts.map(put);
      case "edit":
        if (aim && operation.words) aim.words = operation.words.text;
        return [];
      case "react":
        if (aim) aim.reaction = operation.emoji;
        return [];
      case "delete":
        if (aim) shown.splice(shown.indexOf(aim), 1);
        return [];
      case "pin":
      case "openTopic":
      case "renameTopic":
        return [];
    }
  }

  function fetched(channel: Channel, { ref }: FileSource): Fetched {
    const [bot] = ref.split(" ");
    if (bot !== channel) wrong.push(`${channel} was asked for a file of ${bot}`);
    const bytes = files.get(ref);
    if (!bytes) return { kind: "refused", reason: "gone" };
    if (!dice.chance(weather.share)) return { kind: "bytes", bytes };
    counted("file later");
    return { kind: "later", ms: 1_000 };
  }

  return { shown, requests, blocked, files, weather, wrong, counted, at, nextId };
}

interface Part {
  readonly words: string;
  readonly file: string | null;
}

const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What an operation shows, message by message. */
async function partsOf(job: Job): Promise<Part[]> {
  const { operation } = job;
  if (operation.op === "notice") return [{ words: operation.notice.kind, file: null }];
  if (operation.op !== "send") return [];
  return shownBy(operation.content, async (id) => read((await job.file(id)).bytes));
}

async function shownBy(content: Content, name: (file: string) => Promise<string>): Promise<Part[]> {
  switch (content.kind) {
    case "text":
      return [{ words: content.text, file: null }];
    case "media":
      return [{ words: content.media.caption?.text ?? "", file: await name(content.media.file) }];
    case "album": {
      const parts: Part[] = [];
      for (const media of content.parts)
        parts.push({ words: media.caption?.text ?? "", file: await name(media.file) });
      return parts;
    }
    case "location":
    case "contact":
      return [{ words: content.kind, file: null }];
  }
}

const noticeOf = ({ notice }: Extract<Operation, { op: "notice" }>) => ({
  kind: notice.kind,
  delivery: "delivery" in notice ? notice.delivery : null,
});
