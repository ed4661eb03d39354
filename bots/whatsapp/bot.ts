import { z } from "zod";
import { queue } from "../../core/messaging/outbox.ts";
import type { Core } from "../../core/platform/core.ts";
import { keepQuietly } from "../owner/kept.ts";
import { handleOwner } from "../owner/handle.ts";
import type { Incoming, IncomingContent } from "../incoming.ts";
import { codeInWords, goButtons, messengerName } from "../owner/messengers.ts";
import type { OwnerRegistry } from "../owner/registry.ts";
import { actionData } from "../owner/turn.ts";
import { isLocale, t } from "../texts.ts";
import type { TakeTurn } from "../turn.ts";
import { spoken } from "../voice.ts";
import { chosen, voted, type Writer } from "./chosen.ts";
import type { WhatsAppEvent } from "./event.ts";
import { languageOf } from "./language.ts";
import { readEvents } from "./read.ts";

export interface WhatsAppBotOptions {
  readonly registry: OwnerRegistry;
  /** What an event of the Cloud API says, if it is somebody's doing. */
  readonly readCloud: (value: unknown) => WhatsAppEvent | undefined;
}

/** The owner's bot on WhatsApp: events of either driver become turns. */
export function whatsappBot({ registry, readCloud }: WhatsAppBotOptions): TakeTurn {
  const eventOf = (update: unknown): WhatsAppEvent | undefined => {
    const stored = kept.parse(update);
    return stored.via === "web" ? stored.event : readCloud(stored.value);
  };
  return async (core, { head, updates }) => {
    const [first, ...rest] = updates.flatMap((update) => eventOf(update) ?? []);
    if (!first) return;
    const writer = writerOf(head.personId, first);
    const context = { core, person: head.personId, channel: "whatsapp" } as const;
    const hint = languageOf(writer.phone);
    if (first.kind === "vote") {
      const meant = await voted(core, writer, first);
      if (meant === "phone") return leadOn(core, head.personId);
      return handleOwner(context, meant, hint, registry);
    }
    const said = readEvents([first, ...rest]);
    if (said.kind === "message" && !carriesCode(said) && (await isNew(core, head.personId))) {
      // Nobody has to know a command: whoever writes first is welcomed, and what they wrote is not lost.
      const start = { kind: "command", externalId: said.externalId, name: "start", payload: "" } as const;
      await handleOwner(context, start, hint, registry);
      return isGreeting(said.content) ? undefined : keepQuietly(context, said);
    }
    const meant = await chosen(core, writer, said);
    if (meant === "phone") return leadOn(core, head.personId);
    await handleOwner(context, meant, hint, registry);
  };
}

/** What the inbox holds of WhatsApp: who stored it vouches for the rest. */
const kept = z.union([
  z.looseObject({ via: z.literal("web"), event: z.custom<WhatsAppEvent>() }),
  z.looseObject({ via: z.literal("cloud"), value: z.unknown() }),
]);

/** Longer than "Good evening, doctor": whoever writes more than that has said what it is about. */
const GREETING = 25;

const isGreeting = (content: IncomingContent): boolean =>
  content.kind === "text" && content.text.trim().length <= GREETING;

const writerOf = (person: string, event: WhatsAppEvent): Writer =>
  event.kind === "message"
    ? { person, phone: event.phone, name: event.name }
    : event.kind === "vote"
      ? { person, phone: event.phone }
      : { person };

/** Who comes by a link from their other messenger is no newcomer, whatever this chat knows of them. */
const carriesCode = ({ content }: Extract<Incoming, { kind: "message" }>): boolean =>
  content.kind === "text" && codeInWords(content.text) !== undefined;

/** Somebody the bot has not spoken with: the first turn notes the language. */
async function isNew(core: Core, id: string): Promise<boolean> {
  const { locale } = await core.db.person.findUniqueOrThrow({ where: { id }, select: { locale: true } });
  return locale === null;
}

/**
 * Only a number that a messenger vouches for opens an account. Telegram vouches for it, too: there the registration goes
 * on where it stands here, and the account is one.
 */
async function leadOn(core: Core, id: string): Promise<void> {
  const { locale } = await core.db.person.findUniqueOrThrow({ where: { id }, select: { locale: true } });
  const language = locale && isLocale(locale) ? locale : core.settings.defaultLocale;
  const { text, menu } = spoken(language, {
    text: t("whatsapp-phone-unknown", { messenger: messengerName("telegram") }),
    menu: [
      goButtons({ core, channel: "whatsapp" }),
      [{ label: t("link-have"), data: actionData("link") }],
      [{ label: t("to-support"), data: actionData("support") }],
    ],
  });
  const content = { kind: "text", text } as const;
  await queue(core, {
    to: id,
    channel: "whatsapp",
    operation: { op: "send", content, ...(menu && { menu }), asks: "words" },
  });
}
