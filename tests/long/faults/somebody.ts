import type { Core } from "../../../core/platform/core.ts";
import { OWNER_BOT } from "../../../sandbox/bots.ts";
import type { ChatView, MessageView, Person } from "../../../sandbox/control/api.ts";
import type { Sandbox as Control } from "../../../sandbox/control/client.ts";
import type { Seat } from "../../../sandbox/control/seat.ts";
import { addressOf, WHATSAPP } from "../../../sandbox/whatsapp/addresses.ts";
import type { RunningSandbox } from "../../support/sandbox.ts";
import { personIdOf, type Ids } from "../../e2e/support/settle.ts";
import { told, words } from "../../e2e/support/words.ts";

/** Somebody in a chat with one of the bots. */
export interface Somebody {
  /** Id in the messenger. */
  readonly chat: number;
  /** Id of the person in the service. */
  readonly id: string;
  /** Acts here wait until all has settled. */
  readonly seat: Seat;
  /** Acts here wait for nothing: for what the service is kept from finishing. */
  readonly hasty: Seat;
  /** What the bot has said that reads as this text does, whatever its arguments. */
  heard(id: string, args?: Readonly<Record<string, string | number>>): Promise<MessageView[]>;
  /** What the bot has shown that is or ends with these words. */
  shown(words: string): Promise<MessageView[]>;
}

/** Somebody new, who has opened a bot. */
export async function somebodyAt(
  { running, hasty, core }: { running: RunningSandbox; hasty: Control; core: Core },
  who: { bot: string; firstName: string; phone: string; payload?: string | undefined },
): Promise<Somebody> {
  const { bot, firstName: first_name, phone, payload } = who;
  const client = await running.control.person({ first_name, language_code: "en", phone });
  const { id, person } = client;
  const seat = client.at(bot);
  await seat.start(payload);
  const personId = await personIdOf(core, idsOn(bot, client.person));
  const said = async (found: (message: MessageView) => boolean) =>
    (await seat.messages()).filter((message) => message.by === "bot" && found(message));
  return {
    chat: id,
    id: personId,
    seat,
    hasty: hasty.knownPerson(person).at(bot),
    heard: (id, args) => {
      const pattern = told("en", id, args);
      return said(({ text }) => pattern.test(text));
    },
    shown: (words) => said(({ text }) => text === words || text.endsWith(`\n${words}`)),
  };
}

function idsOn(bot: string, person: Person): Ids {
  if (bot === WHATSAPP.name) return { whatsapp: addressOf(person) };
  return bot === OWNER_BOT.username ? { telegram: person.id } : { staff: person.id };
}

/** What stands in a topic (0: anywhere), deleted ones left out. */
export const textsIn = (messages: readonly MessageView[], topic = 0): string[] =>
  messages
    .filter((message) => message.by === "bot" && (topic === 0 || message.topic === topic))
    .map(({ text }) => text);

/** Waits until the bot has shown these words so often. */
export const until =
  (words: string, times = 1) =>
  (chat: ChatView): boolean =>
    chat.messages.filter(({ by, text, deleted }) => by === "bot" && !deleted && text.endsWith(words))
      .length >= times;

export const label = (id: string): string => words("en", id);
