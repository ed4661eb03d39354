import type { Content, Media, Words } from "../../core/messaging/content.ts";
import type { Job, Messenger, Outcome } from "../../core/messaging/messenger.ts";
import type { Notice } from "../../core/messaging/notice.ts";
import type { Operation } from "../../core/messaging/operation.ts";
import { quoting } from "../../core/messaging/quotation.ts";
import { render, t } from "../texts.ts";
import { localeOf, type Voice } from "../voice.ts";
import type { Outgoing, WhatsAppDriver } from "./driver.ts";
import { canCaption, type Loss } from "./kinds.ts";
import { pollOf } from "./polls.ts";
import { page, type Dress, type Page } from "./render.ts";
import { shape } from "./shape.ts";

type Op<Name extends Operation["op"]> = Extract<Operation, { op: Name }>;

/** Words under a file, in UTF-16 units. What is longer follows as a message of its own. */
const CAPTION = 1024;

/** Halves kept at most: more than can be under way at once. */
const HALVES = 1000;

type Sent = Extract<Outcome, { kind: "sent" }>;

const NO_WORDS: Words = { text: "" };

const NOTHING: Outcome = { kind: "sent", externalIds: [] };

/** WhatsApp as the core's messenger, over whichever driver. What it cannot show is said in words. */
export function whatsappMessenger(driver: WhatsAppDriver, voice: Voice): Messenger {
  const halves = new Map<string, Sent>();
  return {
    channel: "whatsapp",
    fetch: (source) => driver.fetch(source),
    ...(driver.here && { here: driver.here }),
    ...(driver.reopen && { reopen: driver.reopen }),
    async perform(job) {
      const { operation } = job;
      switch (operation.op) {
        case "send":
          return send(job, operation.content, dressOf(job, operation));
        case "notice":
          return notify(job, operation.notice);
        case "edit":
          return operation.frame ? correct(job, operation) : anew(job, operation);
        case "delete":
          return takeBack(job);
        case "react":
          return react(job, operation);
        // Owners have no topics.
        case "pin":
        case "openTopic":
        case "renameTopic":
          return NOTHING;
      }
    },
  };

  function dressOf(job: Job, { frame, menu, keyboard, asks }: Op<"send">): Dress {
    const framed = frame && voice.frame(frame, job, false);
    return { header: framed?.header, menu: menu ?? framed?.menu, keyboard, asks };
  }

  async function send(job: Job, content: Content, dress: Dress): Promise<Outcome> {
    const shown = (words: Words) => page(localeOf(job), quoting(job.quoted, words), dress);
    switch (content.kind) {
      case "text":
        return say(job, shown(content));
      case "media":
        return sendMedia(job, content.media, shown);
      case "location":
      case "contact":
        // Nothing can stand over a place or a contact: whose it is comes before it.
        return after(job, shown(NO_WORDS), { content });
      case "album":
        throw new Error("an album, where the messenger has none");
    }
  }

  /** A text with what can be chosen: in WhatsApp's own buttons where they hold it all, else in numbered lines. */
  async function say(job: Job, shown: Page, quoted = job.target): Promise<Outcome> {
    const native = buttons(shown);
    const outcome = await driver.send(job.chat, {
      content: { kind: "text", text: native ? shown.bare : shown.text },
      ...(quoted && { quoted }),
      ...(native && { choices: native, menu: render(localeOf(job), t("whatsapp-choose")) }),
    });
    return offering(job, outcome, shown);
  }

  /** What was sent offers this. Polls stand beside the numbers: one that does not go takes nothing away. */
  async function offering(job: Job, outcome: Outcome, { choices }: Page): Promise<Outcome> {
    if (outcome.kind !== "sent") return outcome;
    // What somebody said is not followed by a question of ours.
    const framed = "frame" in job.operation && job.operation.frame !== undefined;
    const options = framed ? undefined : pollOf(choices, driver.can.polls);
    if (!options) return { ...outcome, choices };
    const question = render(localeOf(job), t("whatsapp-poll"));
    const poll = await driver.send(job.chat, { content: { kind: "poll", question, options } });
    if (poll.kind !== "sent") return { ...outcome, choices };
    const offering = [...outcome.externalIds.slice(-1), ...poll.externalIds];
    return { kind: "sent", externalIds: [...outcome.externalIds, ...poll.externalIds], choices, offering };
  }

  function buttons({ choices, bare }: Page): Outgoing["choices"] {
    if (choices.length === 0 || choices.length > driver.can.choices || bare === "") return undefined;
    const native = choices.flatMap(({ label, does }) => ("data" in does ? [{ data: does.data, label }] : []));
    return native.length === choices.length ? native : undefined;
  }

  async function sendMedia(job: Job, media: Media, page: (words: Words) => Page): Promise<Outcome> {
    const { kind, name, duration, caption, emoji } = media;
    const still = media.still === undefined ? undefined : await job.file(media.still);
    const shaped = await shape(driver.via, { kind, name, still, file: await job.file(media.file) });
    if (shaped.kind === "refused") return shaped;
    const shown = page(told(job, caption, shaped.lost, emoji));
    if (shaped.kind === "words") return say(job, shown);
    const { as, bytes, mime, name: fileName } = shaped;
    const file = {
      kind: "media",
      as,
      bytes,
      mime,
      name: fileName,
      ...(duration !== undefined && { duration }),
    } as const;
    if (!canCaption(as)) return after(job, shown, { content: file });
    if (shown.text.length <= CAPTION) {
      const caption = shown.text === "" ? {} : { caption: shown.text };
      const sent = await driver.send(job.chat, outgoing(job, { content: { ...file, ...caption } }));
      return offering(job, sent, shown);
    }
    return inTwo(
      job,
      () => driver.send(job.chat, outgoing(job, { content: file })),
      () => say(job, shown, null),
      (media, words) => [...media, ...words],
    );
  }

  /** Words first, where there are any, and then what carries none. */
  async function after(job: Job, shown: Page, message: Outgoing): Promise<Outcome> {
    if (shown.text === "") return driver.send(job.chat, outgoing(job, message));
    return inTwo(
      job,
      () => say(job, shown),
      () => driver.send(job.chat, outgoing(job, message)),
      // Replies and corrections are about what was announced.
      (words, content) => [...content, ...words],
    );
  }

  /**
   * One operation in two messages. What has gone is not sent again when the other has to be tried later: only a crash
   * between the two forgets that.
   */
  async function inTwo(
    job: Job,
    first: () => Promise<Outcome>,
    second: () => Promise<Outcome>,
    ids: (first: readonly string[], second: readonly string[]) => string[],
  ): Promise<Outcome> {
    const begun = halves.get(job.id) ?? (await first());
    if (begun.kind !== "sent") return begun;
    halves.set(job.id, begun);
    const rest = await second();
    if (rest.kind === "sent" || rest.kind === "refused") halves.delete(job.id);
    // What was given up in between leaves its half here.
    for (const id of halves.keys()) if (halves.size > HALVES) halves.delete(id);
    if (rest.kind !== "sent") return rest;
    const { choices, offering } = rest.choices ? rest : begun;
    return {
      kind: "sent",
      externalIds: ids(begun.externalIds, rest.externalIds),
      ...(choices && { choices }),
      ...(offering && { offering }),
    };
  }

  function notify(job: Job, notice: Notice): Promise<Outcome> {
    const { text, menu } = voice.notice(notice, job);
    return say(job, page(localeOf(job), quoting(job.quoted, { text }), { menu }));
  }

  /** A page of a list, the next card: what was sent stays, the new one comes below it. */
  async function anew(job: Job, { words, photo, menu, asks }: Op<"edit">): Promise<Outcome> {
    // Buttons that go away need no new message.
    if (!words) return NOTHING;
    const content: Content = photo
      ? { kind: "media", media: { kind: "photo", file: photo, caption: words } }
      : { kind: "text", ...words };
    return send({ ...job, target: null }, content, { menu, asks });
  }

  /** Somebody corrected what they had written: the message itself changes, or the correction follows it. */
  async function correct(job: Job, { words, frame, menu }: Op<"edit">): Promise<Outcome> {
    if (!words) return NOTHING;
    const header = frame && voice.frame(frame, job, false).header;
    const locale = localeOf(job);
    const shown = page(locale, words, { header, menu });
    if (job.target && driver.can.edit !== false) {
      const outcome = await driver.edit(job.chat, job.target, shown.text);
      if (outcome.kind !== "refused") return outcome;
    }
    const note = [header, render(locale, t("whatsapp-edited"))].filter(Boolean).join(" · ");
    return say(job, page(locale, words, { header: note, menu }));
  }

  async function takeBack(job: Job): Promise<Outcome> {
    if (job.target && driver.can.remove) {
      const outcome = await driver.remove(job.chat, job.target);
      if (outcome.kind !== "refused") return outcome;
    }
    return notify(job, { kind: "withdrawn" });
  }

  async function react(job: Job, { emoji }: Op<"react">): Promise<Outcome> {
    if (job.target && driver.can.react) {
      const outcome = await driver.react(job.chat, job.target, emoji);
      if (outcome.kind !== "refused") return outcome;
    }
    return emoji ? notify(job, { kind: "reacted", emoji }) : NOTHING;
  }
}

/** A caption, and below it what WhatsApp does not show of the file. */
function told(job: Job, caption: Words = NO_WORDS, lost?: Loss, emoji = ""): Words {
  if (!lost) return caption;
  const note = render(localeOf(job), t("whatsapp-lost", { what: lost, emoji })).trim();
  return { ...caption, text: [caption.text, note].filter(Boolean).join("\n") };
}

const outgoing = (job: Job, message: Outgoing): Outgoing =>
  job.target ? { ...message, quoted: job.target } : message;
