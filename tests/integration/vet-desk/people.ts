import { handleStaff } from "../../../bots/vet/handle.ts";
import type { Incoming, IncomingContent } from "../../../bots/incoming.ts";
import { ownerWrote } from "../../../core/consultations/wrote.ts";
import { relay } from "../../../core/messaging/relay.ts";
import { transact } from "../../../core/platform/core.ts";
import { savepoint } from "../../../core/platform/database.ts";
import type { Practice } from "../../support/practice.ts";
import { chats, type Shown } from "./chats.ts";

interface Where {
  readonly topic?: string | undefined;
  readonly replyTo?: string;
}

/** People at their chats: what they do is a turn of the real bot, and what it says is delivered. */
export async function people(practice: Practice, options: { topics?: boolean } = {}) {
  const { core } = practice;
  const messengers = chats(practice, options);
  const { chatOf } = messengers;
  const deliver = () => messengers.deliver();
  let ids = 1;

  const addressOf = async (person: string) =>
    (await core.db.identity.findFirstOrThrow({ where: { personId: person } })).externalId;

  async function staff(person: string) {
    const chat = chatOf(await addressOf(person));
    const turn = async (incoming: Incoming, hint?: string) => {
      await transact(core, (core) =>
        savepoint(core.db, (db) => handleStaff({ core: { ...core, db }, person }, incoming, hint)),
      );
      await deliver();
    };
    const find = (text: string | RegExp) => chat.messages.findLast((message) => matches(message.text, text));
    const self = {
      person,
      chat,
      turn,
      /** Id of the topic whose name begins so. */
      topic: (name: string) => [...chat.topics].find(([, known]) => known.startsWith(name))?.[0],
      topicNames: () => [...chat.topics.values()],
      async write(content: string | IncomingContent, { topic, replyTo }: Where = {}) {
        const externalId = `v${++ids}`;
        const what: IncomingContent = typeof content === "string" ? { kind: "text", text: content } : content;
        await turn({
          kind: "message",
          externalId,
          content: what,
          ...(topic !== undefined && { topic }),
          ...(replyTo !== undefined && { replyTo }),
        });
        return externalId;
      },
      command: (name: string, payload = "", where: Where = {}) =>
        turn({
          kind: "command",
          externalId: `v${++ids}`,
          name,
          payload,
          ...(where.topic !== undefined && { topic: where.topic }),
          ...(where.replyTo !== undefined && { replyTo: where.replyTo }),
        }),
      /** Presses the latest button with this label. */
      async press(label: string, within?: string | RegExp) {
        const message = chat.messages.findLast(
          ({ menu, text }) =>
            menu.flat().some((button) => button.label === label) &&
            (within === undefined || matches(text, within)),
        );
        const button = message?.menu.flat().find((button) => button.label === label);
        if (!message || !button || !("data" in button)) throw new Error(`no button ${label}`);
        if (Buffer.byteLength(button.data) > 64) throw new Error(`data of ${label} is too long`);
        await self.pressData(button.data, message);
      },
      pressData: (data: string, message?: Shown) =>
        turn({
          kind: "press",
          data,
          externalId: message?.id ?? "",
          ...(message?.topic && { topic: message.topic }),
        }),
      find,
      last: () => chat.messages.at(-1)?.text,
      in: (topic: string | undefined) => chat.messages.filter((message) => message.topic === topic),
    };
    return self;
  }

  async function owner(person: string, conversation: string) {
    const address = await addressOf(person);
    const chat = chatOf(address);
    const place = (externalId: string) => ({ channel: "telegram", chat: address, externalId }) as const;
    return {
      person,
      chat,
      async write(text: string, replyTo?: string) {
        const externalId = `o${++ids}`;
        await transact(core, async (core) => {
          const wrote = await ownerWrote(core, person, conversation);
          if (wrote.kind !== "open") throw new Error(wrote.kind);
          await relay(core, {
            conversation: wrote.conversation,
            author: person,
            side: "owner",
            content: { kind: "text", text },
            places: [place(externalId)],
            ...(replyTo && { replyTo: place(replyTo) }),
          });
        });
        await deliver();
        return externalId;
      },
      texts: () => chat.messages.map(({ text }) => text),
      find: (text: string | RegExp) => chat.messages.findLast((message) => matches(message.text, text)),
    };
  }

  return { staff, owner, deliver };
}

/** Two vets who work at their desks. */
export async function twoVets(practice: Practice, options: { topics?: boolean } = {}) {
  const played = await people(practice, options);
  const olga = await played.staff(await practice.staff("Dr Olga Konina"));
  const ivan = await played.staff(await practice.staff("Dr Ivan Belov"));
  return { ...played, olga, ivan };
}

const matches = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
