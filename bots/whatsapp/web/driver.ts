import type { Client, Message } from "whatsapp-web.js";
import type { Fetched, Outcome } from "../../../core/messaging/messenger.ts";
import type { Clock } from "../../../core/platform/clock.ts";
import type { Log } from "../../../core/platform/log.ts";
import type { WhatsAppDriver } from "../driver.ts";
import type { Acks } from "./acks.ts";
import { failureOf, limited, LATE } from "./failures.ts";
import type { Ledger } from "./ledger.ts";
import type { Library } from "./library.ts";
import { ceiling, hesitate, perChat, untilTomorrow, type Manners } from "./manners.ts";
import { prepare } from "./outgoing.ts";

export interface WebDriverOptions {
  /** The client while it is ready, and the library that it is of. */
  readonly current: () => { readonly client: Client; readonly library: Library } | undefined;
  readonly acks: Acks;
  readonly ledger: Ledger;
  readonly manners: Manners;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether polls stand beside the numbers of menus. */
  readonly polls?: boolean | undefined;
  readonly timings: { readonly sendMs: number; readonly ackMs: number; readonly downloadMs: number };
}

/** faq.whatsapp.com: a message can be edited for 15 minutes, and deleted for everyone for about two days. */
const EDIT_MS = 15 * 60_000;
const REMOVE_MS = 48 * 60 * 60_000;

/** Of a poll (faq.whatsapp.com). */
const MOST_OPTIONS = 12;

/** While the browser starts again. */
const NOT_READY_MS = 5_000;
const FETCH_AGAIN_MS = 10_000;
/** Downloads that gave nothing before a file is taken for gone: WhatsApp asks the sender's phone for it meanwhile. */
const DOWNLOADS = 5;

const NOT_READY: Outcome = { kind: "later", ms: NOT_READY_MS, chat: false };

/** WhatsApp through whatsapp-web.js on a paired number. */
export function webDriver(options: WebDriverOptions): WhatsAppDriver {
  const { current, acks, ledger, manners, clock, log, timings, polls = false } = options;
  const inTurn = perChat();
  const fruitless = new Map<string, number>();

  /** Does something with a message of ours that is not older than `ms`. */
  async function withOwn(
    id: string,
    ms: number,
    act: (message: Message) => Promise<unknown>,
  ): Promise<Outcome> {
    const ready = current();
    if (!ready) return NOT_READY;
    return attempt(async () => {
      const message = await messageById(ready.client, id);
      if (!message?.fromMe || clock.now().getTime() - message.timestamp * 1000 > ms)
        return { kind: "refused", reason: "rejected" };
      const done = await act(message);
      return done === null ? { kind: "refused", reason: "rejected" } : { kind: "sent", externalIds: [id] };
    });
  }

  /** What it does may be done twice without harm: it is tried again, not left unknown. */
  async function attempt(act: () => Promise<Outcome>): Promise<Outcome> {
    try {
      const outcome = await limited(act(), timings.sendMs);
      return outcome === LATE ? NOT_READY : outcome;
    } catch (error) {
      const failure = failureOf(error);
      log.warn({ error, outcome: failure.kind }, "WhatsApp Web failed");
      return failure.kind === "unknown" ? NOT_READY : failure;
    }
  }

  async function sendNow(chat: string, message: Parameters<WhatsAppDriver["send"]>[1]): Promise<Outcome> {
    const now = clock.now();
    if (ledger.sentOn(now) >= ceiling(manners, ledger, now)) {
      log.error(
        { count: ledger.sentOn(now) },
        "WhatsApp: enough was sent today, the rest waits until tomorrow",
      );
      return { kind: "later", ms: untilTomorrow(now), chat: false };
    }
    const ready = current();
    if (!ready) return NOT_READY;
    const { client, library } = ready;
    try {
      // Nobody is written to who has not written first.
      if (!(await hasChat(client, chat))) return { kind: "refused", reason: "blocked" };
      if (manners.typing) {
        await type(client, chat);
        await hesitate(manners);
      }
    } catch {
      return NOT_READY;
    }
    // Meanwhile it may have been lost, or switched off.
    if (current() !== ready) return NOT_READY;
    const { content, options: how } = prepare(library, message);
    ledger.sent(now);
    try {
      // Declared as always there; undefined is the library's way to say that it found no chat.
      const sending: Promise<Message | undefined> = client.sendMessage(chat, content, how);
      const sent = await limited(sending, timings.sendMs);
      if (sent === LATE) return { kind: "unknown" };
      if (!sent) return { kind: "refused", reason: "blocked" };
      const id = sent.id._serialized;
      acks.note(id, sent.ack);
      const ack = await acks.wait(id, timings.ackMs);
      if (ack === undefined) return { kind: "unknown" };
      return ack === -1 ? { kind: "refused", reason: "rejected" } : { kind: "sent", externalIds: [id] };
    } catch (error) {
      const failure = failureOf(error);
      log.warn({ error, outcome: failure.kind }, "WhatsApp Web did not send");
      return failure;
    }
  }

  async function fetchFrom(client: Client, ref: string): Promise<Fetched> {
    const message = await messageById(client, ref);
    if (!message) return { kind: "refused", reason: "gone" };
    // Rejects or gives nothing, as it happens, while the sender's phone is asked for it.
    const media = await limited(
      message.downloadMedia().catch(() => undefined),
      timings.downloadMs,
    );
    if (media !== LATE && media?.data) {
      fruitless.delete(ref);
      return { kind: "bytes", bytes: Buffer.from(media.data, "base64") };
    }
    const tries = (fruitless.get(ref) ?? 0) + 1;
    fruitless.set(ref, tries);
    if (tries < DOWNLOADS) return { kind: "later", ms: FETCH_AGAIN_MS };
    fruitless.delete(ref);
    return { kind: "refused", reason: "gone" };
  }

  return {
    via: "web",
    can: { edit: EDIT_MS, remove: true, react: true, choices: 0, polls: polls ? MOST_OPTIONS : 0 },
    send: (chat, message) => inTurn(chat, () => sendNow(chat, message)),
    edit: (chat, id, text) =>
      inTurn(chat, () => withOwn(id, EDIT_MS, (message) => message.edit(text, { linkPreview: false }))),
    remove: (chat, id) => inTurn(chat, () => withOwn(id, REMOVE_MS, (message) => message.delete(true))),
    react: (chat, id, emoji) =>
      inTurn(chat, async () => {
        const ready = current();
        if (!ready) return NOT_READY;
        return attempt(async () => {
          await ready.client.sendReaction(id, emoji ?? "");
          return { kind: "sent", externalIds: [] };
        });
      }),
    async fetch({ ref }) {
      const ready = current();
      if (!ready) return { kind: "later", ms: NOT_READY_MS, asked: false };
      try {
        return await fetchFrom(ready.client, ref);
      } catch (error) {
        log.warn({ error }, "WhatsApp Web did not give a file");
        return { kind: "later", ms: NOT_READY_MS };
      }
    },
  };
}

/** Declared as always there; what is nowhere to be found is not. */
const messageById = (client: Client, id: string): Promise<Message | undefined> => client.getMessageById(id);

const hasChat = (client: Client, chat: string): Promise<boolean> =>
  evaluated(client, `Boolean(window.require("WAWebCollections").Chat.get(${JSON.stringify(chat)}))`);

const type = (client: Client, chat: string): Promise<unknown> =>
  evaluated(client, `window.WWebJS.sendChatstate("typing", ${JSON.stringify(chat)})`);

async function evaluated(client: Client, expression: string): Promise<boolean> {
  return Boolean(await client.pupPage?.evaluate(expression));
}
