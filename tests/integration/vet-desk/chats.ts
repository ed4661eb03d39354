import type { Channel } from "../../../prisma/generated/enums.ts";
import type { Content } from "../../../core/messaging/content.ts";
import { deliveries } from "../../../core/messaging/delivery.ts";
import type { Job, Messenger, Outcome } from "../../../core/messaging/messenger.ts";
import type { Menu } from "../../../core/messaging/operation.ts";
import { createMetrics } from "../../../core/platform/metrics.ts";
import { ownerVoice } from "../../../bots/owner/voice.ts";
import type { Voice } from "../../../bots/voice.ts";
import { staffVoice } from "../../../bots/vet/voice.ts";
import type { Practice } from "../../support/practice.ts";

/** A message as it stands in somebody's chat. */
export interface Shown {
  readonly id: string;
  text: string;
  menu: Menu;
  readonly topic: string | null;
  readonly replyTo: string | null;
  readonly media: number;
  reaction: string | null;
}

export interface Chat {
  readonly messages: Shown[];
  /** Names of the topics by id. */
  readonly topics: Map<string, string>;
  /** Ids of the pinned messages, the latest last. */
  readonly pinned: string[];
}

/** Messengers that keep what they show in memory, and the real way there: lanes, topics, the message map. */
export function chats({ core }: Practice, options: { topics?: boolean } = {}) {
  const byChat = new Map<string, Chat>();
  const chatOf = (id: string): Chat => {
    const chat = byChat.get(id) ?? { messages: [], topics: new Map<string, string>(), pinned: [] };
    byChat.set(id, chat);
    return chat;
  };
  let ids = 100;

  function show(job: Job, text: string, menu: Menu | undefined, media = 0): Outcome {
    const sent = Array.from({ length: Math.max(1, media) }, () => String(++ids));
    for (const [index, id] of sent.entries())
      chatOf(job.chat).messages.push({
        id,
        text: index === 0 ? text : "",
        menu: index === 0 ? (menu ?? []) : [],
        topic: job.topic,
        replyTo: job.target,
        media,
        reaction: null,
      });
    return { kind: "sent", externalIds: sent };
  }

  function perform(job: Job, voice: Voice): Outcome {
    const { operation } = job;
    const chat = chatOf(job.chat);
    const target = chat.messages.find(({ id }) => id === job.target);
    switch (operation.op) {
      case "send": {
        const framed = operation.frame && voice.frame(operation.frame, job, job.topic !== null);
        const text = [framed?.header, wordsOf(operation.content)].filter(Boolean).join("\n");
        return show(job, text, operation.menu ?? framed?.menu, mediaOf(operation.content));
      }
      case "notice": {
        const { text, menu } = voice.notice(operation.notice, job);
        if (!operation.replaces) return show(job, text, menu);
        if (target) Object.assign(target, { text, menu: menu ?? [] });
        return { kind: "sent", externalIds: [] };
      }
      case "edit":
        if (target)
          Object.assign(target, { text: operation.words?.text ?? target.text, menu: operation.menu ?? [] });
        return { kind: "sent", externalIds: [] };
      case "delete":
        chat.messages.splice(0, Infinity, ...chat.messages.filter(({ id }) => id !== job.target));
        return { kind: "sent", externalIds: [] };
      case "react":
        if (target) target.reaction = operation.emoji;
        return { kind: "sent", externalIds: [] };
      case "pin":
        if (job.topic && job.target) chat.pinned.push(job.target);
        return { kind: "sent", externalIds: [] };
      case "openTopic": {
        if (options.topics === false) return { kind: "refused", reason: "topic_gone" };
        const id = `topic${++ids}`;
        chat.topics.set(id, operation.name);
        return { kind: "sent", externalIds: [id] };
      }
      case "renameTopic":
        if (job.topic) chat.topics.set(job.topic, operation.name);
        return { kind: "sent", externalIds: [] };
    }
  }

  const messenger = (channel: Channel, voice: Voice): Messenger => ({
    channel,
    perform: (job) => Promise.resolve(perform(job, voice)),
    fetch: () => Promise.resolve({ kind: "refused", reason: "gone" }),
  });
  const out = deliveries(core, {
    messengers: { staff: messenger("staff", staffVoice), telegram: messenger("telegram", ownerVoice) },
    log: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: ({ error }) => {
        throw error;
      },
    },
    metrics: createMetrics(),
    wakeAt: () => undefined,
  });

  return {
    chatOf,
    /** Delivers everything that may be delivered now. */
    async deliver(): Promise<void> {
      while ((await core.db.outbox.count({ where: { dueAt: { lte: core.clock.now() } } })) > 0) {
        await out.drain();
        while (!out.idle()) await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

function wordsOf(content: Content): string {
  switch (content.kind) {
    case "text":
      return content.text;
    case "media":
      return content.media.caption?.text ?? "";
    case "album":
      return content.parts[0]?.caption?.text ?? "";
    case "location":
    case "contact":
      return content.kind;
  }
}

const mediaOf = (content: Content): number =>
  content.kind === "media" ? 1 : content.kind === "album" ? content.parts.length : 0;
