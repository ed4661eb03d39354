import { z } from "zod";
import type { Messenger, Outcome } from "../../../core/messaging/messenger.ts";
import type { Clock } from "../../../core/platform/clock.ts";
import type { WhatsAppDriver } from "../driver.ts";
import { compose, type Failed, type OutgoingFile } from "./compose.ts";
import { fetchMedia } from "./fetch-media.ts";
import { call, type Answer, type CloudAccount } from "./graph.ts";
import { outcomeOf } from "./outcome.ts";
import { pace } from "./pace.ts";
import { ROWS, templatePayload, type Payload, type Template } from "./payload.ts";

export interface CloudDriverOptions {
  readonly account: CloudAccount;
  readonly clock: Clock;
  /** Invites people to write, after 24 hours of silence; undefined: what is for them is refused instead. */
  readonly template?: Template | undefined;
  /** Hears that nothing works until somebody mends the account: the error's code; undefined for a bare 401 or 403. */
  readonly alert: (code: number | undefined) => void;
  /** An answer that takes longer is an unknown outcome, ms. */
  readonly timeoutMs?: number;
}

export interface CloudDriver extends WhatsAppDriver {
  readonly reopen: NonNullable<Messenger["reopen"]>;
}

/** Of the 80 messages a second that one number may send (Cloud API, "Throughput"): they do not arrive evenly. */
const PER_SECOND = 75;
const TIMEOUT_MS = 20_000;
/** 100 MB over a slow line; the lease of a delivery (90 s) is longer. */
const UPLOAD_MS = 60_000;
const AGAIN_MS = 2_000;
/** Several lanes of one person may find the window closed at the same moment: one invitation is enough. */
const INVITE_EVERY_MS = 12 * 3_600_000;

const sentBody = z.looseObject({ messages: z.array(z.looseObject({ id: z.string() })).min(1) });
const uploadBody = z.looseObject({ id: z.string() });
const REFUSED: Outcome = { kind: "refused", reason: "rejected" };

/** Meta's Cloud API by plain fetch. Nothing sent by it can be edited or taken back: the API has no way to. */
export function cloudDriver(options: CloudDriverOptions): CloudDriver {
  const { account, clock, template, alert, timeoutMs = TIMEOUT_MS } = options;
  const turn = pace(PER_SECOND);
  const invited = new Map<string, number>();
  /** While the account is broken nothing is tried. */
  let stoppedUntil = 0;

  return {
    via: "cloud",
    can: { edit: false, remove: false, react: true, choices: ROWS, polls: 0 },
    async send(chat, message) {
      const payloads = await compose(message, upload);
      if ("kind" in payloads) return payloads;
      const externalIds: string[] = [];
      for (const payload of payloads) {
        const outcome = await post(chat, payload, message.quoted);
        if (outcome.kind !== "sent") return outcome;
        externalIds.push(...outcome.externalIds);
      }
      return { kind: "sent", externalIds };
    },
    edit: () => Promise.resolve(REFUSED),
    remove: () => Promise.resolve(REFUSED),
    react: (chat, id, emoji) =>
      post(chat, { type: "reaction", reaction: { message_id: ofMeta(id), emoji: emoji ?? "" } }),
    fetch: (source) => fetchMedia(account, source),
    async reopen({ chat, locale }) {
      if (!template) return { kind: "refused", reason: "window" };
      const now = clock.now().getTime();
      if (now - (invited.get(chat) ?? -Infinity) < INVITE_EVERY_MS) return { kind: "sent", externalIds: [] };
      invited.set(chat, now);
      const outcome = await post(chat, templatePayload(template, locale));
      if (outcome.kind === "later" || outcome.kind === "refused") invited.delete(chat);
      return outcome;
    },
  };

  async function post(chat: string, payload: Payload, quoted?: string): Promise<Outcome> {
    const stopped = stopping();
    if (stopped) return stopped;
    await turn();
    const answer = await call(account, `${account.phoneId}/messages`, {
      method: "POST",
      timeoutMs,
      json: {
        messaging_product: "whatsapp",
        recipient_type: "individual",
        ...addressee(chat),
        ...(quoted !== undefined && { context: { message_id: ofMeta(quoted) } }),
        ...payload,
      },
    });
    const { data } = sentBody.safeParse(answer.ok === true ? answer.body : undefined);
    return data ? { kind: "sent", externalIds: data.messages.map(({ id }) => id) } : failed(answer);
  }

  /** That a file is stored twice does no harm: an answer that never came leaves no doubt. */
  async function upload(file: OutgoingFile): Promise<string | Failed> {
    const stopped = stopping();
    if (stopped) return stopped;
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("type", file.mime);
    form.set("file", new Blob([new Uint8Array(file.bytes)], { type: file.mime }), file.name);
    const path = `${account.phoneId}/media`;
    const answer = await call(account, path, { method: "POST", form, timeoutMs: UPLOAD_MS });
    const { data } = uploadBody.safeParse(answer.ok === true ? answer.body : undefined);
    if (data) return data.id;
    const outcome = failed(answer);
    return outcome.kind === "unknown" ? { kind: "later", ms: AGAIN_MS, chat: false } : outcome;
  }

  function stopping(): Failed | undefined {
    const ms = stoppedUntil - clock.now().getTime();
    return ms > 0 ? { kind: "later", ms, chat: false } : undefined;
  }

  function failed(answer: Answer): Failed {
    const { outcome, stop } = outcomeOf(answer);
    if (stop !== undefined) {
      stoppedUntil = clock.now().getTime() + stop;
      alert(answer.ok === false ? answer.code : undefined);
    }
    return outcome;
  }
}

/** A phone number, or Meta's own id of a person (BSUID, `US.1349…`), which has a field of its own. */
const addressee = (chat: string): object => (/^\d+$/.test(chat) ? { to: chat } : { recipient: chat });

/** Of several contacts in one message each has an id of ours (webhooks/whatsapp/arrivals.ts): Meta knows the message. */
const ofMeta = (id: string): string => id.split("#", 1)[0] ?? id;
