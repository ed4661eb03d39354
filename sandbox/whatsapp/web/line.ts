/**
 * The line between the hub and the one page that is paired with the number: what happens is pushed as server-sent
 * events, what the page does comes as requests. As with WhatsApp's servers, what the page has got is its own from then
 * on: a new life of the page finds it in what was stored, unread, and no event tells of it again.
 */
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { requestFault } from "../../telegram/faults.ts";
import type { Person } from "../../telegram/world.ts";
import { addressOf, personAt, WHATSAPP, type Address } from "../addresses.ts";
import { botActs, botEdits, botReacts, botReads, botRevokes, receive } from "../bot.ts";
import { confirm, messageById, openChat, openGate, type Hub } from "../hub.ts";
import type { HubEvent } from "../records.ts";
import { request, type Request } from "./requests.ts";
import { contentOf, type SentMessage } from "./sent.ts";
import { earlierMessages, storedChats, told } from "./telling.ts";
import { keyIn, wireMessage } from "./wire.ts";

export interface LineFaults {
  /** What came while the page was closed is there before anybody can listen. */
  early?: boolean;
  /** The page has synchronised before anybody can listen. */
  syncFirst?: boolean;
  /** The page says twice that it has synchronised, the second time while the library is still busy with the first. */
  syncTwice?: boolean;
  /** Messages come to the page, and it tells nobody. */
  deaf?: boolean;
  /** The page knows no number behind a hidden id before it asks for it, and is answered so much later. */
  numbers?: { afterMs: number };
}

export interface Line {
  readonly faults: LineFaults;
  /** What the page was asked for by `window.require`: names of modules, and of their members. */
  readonly surface: { readonly used: Set<string>; readonly missing: Set<string> };
  /** What went wrong inside the page. */
  readonly failures: string[];
  /** Whether the page shows a code that waits to be scanned. */
  readonly unpaired: () => boolean;
  /** The phone scans the code, or takes the pairing code. */
  pair(): void;
  /** The phone ends this device. */
  logOut(): void;
  /** Breaks the line; the page comes back by itself. */
  drop(): void;
  /** Tells the page a state of its connection: `CONFLICT`, `UNPAIRED_IDLE` … */
  state(state: string): void;
  connect(page: string, token: string, response: ServerResponse): void;
  hear(page: string, message: unknown): Promise<unknown>;
  close(): void;
}

export function openLine(hub: Hub, pairAtOnce: boolean): Line {
  const { world } = hub;
  const tokens = new Set<string>();
  const surface = { used: new Set<string>(), missing: new Set<string>() };
  const failures: string[] = [];
  const faults: LineFaults = {};
  /** Of events: what has reached a page. */
  const got = new Set<number>();
  /** Messages whose acks are never told (a fault). */
  const silent = new Set<number>();
  let stream: { page: string; response: ServerResponse; paired: boolean } | undefined;

  const push = (message: object) => stream?.response.write(`data: ${JSON.stringify(message)}\n\n`);

  function contactOf(person: Person): Address {
    const { phone, ...rest } = addressOf(person);
    return phone === undefined || faults.numbers ? rest : { ...rest, phone };
  }

  function deliver(event: HubEvent): void {
    if (!stream?.paired) return;
    const message = silent.has(event.message) && event.type === "ack" ? undefined : told(hub, event);
    if (message) push({ ...message, deaf: faults.deaf });
    if (!message || !isAnswered(event)) confirm(hub, event);
  }

  function open(fresh: boolean): void {
    if (!stream) return;
    stream.paired = true;
    if (fresh) forgetLost();
    const waiting = hub.queue.filter(({ seq }) => !got.has(seq));
    push({
      t: "opened",
      device: { phone: WHATSAPP.phone, lid: WHATSAPP.lid, title: WHATSAPP.title },
      contacts: [...world.people.values()].map(contactOf),
      chats: fresh ? storedChats(hub, waiting) : [],
      fresh: waiting.flatMap((event) => told(hub, event) ?? []),
      ...faults,
    });
    for (const event of waiting) if (!isAnswered(event)) confirm(hub, event);
  }

  /** Whether `seen` says that it has arrived: of acks nothing does, nor of a vote that chooses nothing of ours. */
  function isAnswered(event: HubEvent): boolean {
    if (event.type !== "vote") return event.type !== "ack";
    const poll = hub.chats.get(event.person)?.messages.get(event.message);
    return poll?.by === "bot" && event.options.length > 0;
  }

  /** What a page had got and did not live to tell is read again from its store, but for what is not kept there. */
  function forgetLost(): void {
    const lost = hub.queue.filter(({ seq, type }) => got.has(seq) && type === "reaction");
    for (const event of lost) confirm(hub, event);
  }

  function send(sent: SentMessage): void {
    const person = personAt(world, sent.to._serialized);
    const content = contentOf(world, sent);
    const fault = requestFault(world, WHATSAPP.id, "send", person?.id);
    if (!person || !content || fault?.type === "error") {
      push({ t: "ack", id: sent.id._serialized, ack: -1 });
      return;
    }
    // Lost on the way, before or after it took effect: nothing is heard of it.
    if (fault?.when === "before") return;
    const chat = openChat(hub, person);
    if (fault) silent.add(hub.nextNumber);
    const quoted = sent.quotedStanzaID ? messageById(hub, sent.quotedStanzaID)?.message.number : undefined;
    receive(hub, chat, content, { id: sent.id.id, ...(quoted === undefined ? {} : { quoted }) });
  }

  function seen(address: string): void {
    const person = personAt(world, address);
    const chat = person && hub.chats.get(person.id);
    if (!chat) return;
    const done = hub.queue.filter(({ person, seq }) => person === chat.person && got.has(seq));
    for (const event of done) {
      confirm(hub, event);
      got.delete(event.seq);
    }
    botReads(hub, chat);
  }

  function pair(): void {
    const token = randomBytes(12).toString("hex");
    tokens.add(token);
    push({ t: "paired", token });
    // The phone and the new device need a moment to find each other.
    setTimeout(() => open(true), 30);
  }

  function showCode(): void {
    push({ t: "unpaired", ref: `2@${randomBytes(24).toString("base64")}` });
    if (pairAtOnce) setTimeout(() => stream && !stream.paired && pair(), 300);
  }

  function withMessage(id: string, act: (found: NonNullable<ReturnType<typeof messageById>>) => void): void {
    const found = messageById(hub, keyIn(id));
    if (found) act(found);
  }

  function logOut(): void {
    tokens.clear();
    push({ t: "logout" });
  }

  async function answer(message: Request): Promise<unknown> {
    switch (message.t) {
      case "got":
        for (const seq of message.items) got.add(seq);
        return null;
      case "send":
        return send(message.msg);
      case "seen":
        return seen(message.chat);
      case "edit":
        return withMessage(message.id, (found) => botEdits(hub, found.chat, found.message, message.text));
      case "revoke":
        return withMessage(message.id, (found) => botRevokes(hub, found.chat, found.message));
      case "react":
        return withMessage(message.id, (found) => botReacts(hub, found.chat, found.message, message.emoji));
      case "acts": {
        const person = personAt(world, message.chat);
        if (person) botActs(hub, openChat(hub, person), message.state);
        return null;
      }
      case "exists": {
        const person = personAt(world, message.wid);
        if (faults.numbers) await delay(faults.numbers.afterMs);
        return person ? addressOf(person) : null;
      }
      case "message": {
        const found = messageById(hub, keyIn(message.id));
        const person = found && world.people.get(found.chat.person);
        return found && person ? wireMessage(person, found.chat, found.message) : null;
      }
      case "earlier":
        return earlierMessages(hub, message.chat, message.before);
      case "code":
        if (pairAtOnce) setTimeout(() => stream && !stream.paired && pair(), 300);
        return "ABCD1234";
      case "refresh":
        push({ t: "ref", ref: `2@${randomBytes(24).toString("base64")}` });
        return null;
      case "logout":
        return logOut();
      case "surface":
        for (const { kind, what } of message.items) surface[kind].add(what);
        return null;
      case "failed":
        failures.push(message.error);
        return null;
    }
  }

  let lastPage: string | undefined;
  const shut = openGate(hub, deliver);
  const stop = world.onChange((change) => {
    if (change.type === "people")
      for (const person of world.people.values()) push({ t: "contact", contact: contactOf(person) });
  });

  return {
    faults,
    surface,
    failures,
    unpaired: () => stream?.paired === false,
    pair,
    logOut,
    drop: () => stream?.response.destroy(),
    state: (state) => void push({ t: "state", state }),
    connect(page, token, response) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      const mine = { page, response, paired: false };
      stream = mine;
      response.on("close", () => {
        if (stream === mine) stream = undefined;
      });
      const fresh = page !== lastPage;
      lastPage = page;
      if (tokens.has(token)) open(fresh);
      else showCode();
    },
    async hear(page, message) {
      // A page that was replaced has nothing more to say.
      if (page !== lastPage) return null;
      return answer(request.parse(message));
    },
    close() {
      shut();
      stop();
      stream?.response.destroy();
    },
  };
}
