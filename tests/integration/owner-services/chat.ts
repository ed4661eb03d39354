import { actionsIn } from "./buttons.ts";
import { handleOwner } from "../../../bots/owner/handle.ts";
import { telegramRegistry } from "../../../bots/owner/index.ts";
import { ownerVoice } from "../../../bots/owner/voice.ts";
import type { Incoming, IncomingContent, IncomingMedia } from "../../../bots/incoming.ts";
import type { Keyboard, Menu, Operation } from "../../../core/messaging/operation.ts";
import { transact } from "../../../core/platform/core.ts";
import type { Practice } from "../../support/practice.ts";

/** A message as the owner sees it. */
export interface Shown {
  readonly text: string;
  readonly menu: Menu;
  readonly keyboard?: Keyboard | undefined;
  /** It took the place of the message whose button was pressed. */
  readonly edited: boolean;
}

export type OwnerChat = ReturnType<typeof ownerChat>;

/** An owner's chat with the bot: every call is a turn of its own, and returns what it showed. */
export function ownerChat(practice: Practice, person: string) {
  const { core } = practice;
  const shown: Shown[] = [];
  let seen = 0;
  let messages = 0;
  const nextId = () => `${person.slice(0, 4)}-${++messages}`;

  /** What was queued for the person since the last look, notices among it. */
  async function look(): Promise<Shown[]> {
    const { locale, timeZone } = await core.db.person.findUniqueOrThrow({ where: { id: person } });
    const queued = await practice.queued(person);
    const fresh = queued.slice(seen).flatMap(({ operation }) => shownOf(operation, { locale, timeZone }));
    seen = queued.length;
    shown.push(...fresh);
    return fresh;
  }

  async function turn(incoming: Incoming): Promise<Shown[]> {
    await look();
    await transact(core, (core) =>
      handleOwner({ core, person, channel: "telegram" }, incoming, "en", telegramRegistry),
    );
    return look();
  }

  const send = (content: IncomingContent) => turn({ kind: "message", externalId: nextId(), content });

  return {
    person,
    shown,
    look,
    write: (text: string) => send({ kind: "text", text }),
    command: (name: string) => turn({ kind: "command", externalId: nextId(), name, payload: "" }),
    share: (phone: string) => send({ kind: "contact", phone, firstName: "Anna", own: true }),
    /** Files in one message: several are an album. */
    files: (...files: Partial<IncomingMedia>[]) => {
      const parts = files.map((file): IncomingMedia => ({
        kind: "photo",
        ref: `ref-${messages}`,
        externalId: nextId(),
        ...file,
      }));
      const [first, ...rest] = parts;
      if (!first) throw new Error("no files");
      return send({ kind: "media", parts: [first, ...rest] });
    },
    /** Presses the newest button with this label. */
    press(label: string): Promise<Shown[]> {
      const button = shown
        .toReversed()
        .flatMap(({ menu }) => menu.flat())
        .find((known) => known.label === label);
      if (!button || !("data" in button))
        throw new Error(`no button ${label} among: ${labels(shown).join(" | ")}`);
      return turn({ kind: "press", data: button.data, externalId: nextId() });
    },
    /** Presses a button by what it carries: an old one, or a forged one. */
    pressData: (data: string) => turn({ kind: "press", data, externalId: nextId() }),
  };
}

function shownOf(
  operation: Operation,
  reader: { readonly locale: string | null; readonly timeZone: string | null },
): Shown[] {
  const made = ((): Shown | undefined => {
    if (operation.op === "notice") {
      const { text, menu = [] } = ownerVoice.notice(operation.notice, reader);
      return { text, menu, edited: false };
    }
    if (operation.op === "edit")
      return { text: operation.words?.text ?? "", menu: operation.menu ?? [], edited: true };
    if (operation.op !== "send" || operation.content.kind !== "text") return undefined;
    const { content, menu = [], keyboard } = operation;
    return { text: content.text, menu, keyboard, edited: false };
  })();
  if (!made) return [];
  const unknown = actionsIn(made.menu).filter((name) => !Object.hasOwn(telegramRegistry.actions, name));
  if (unknown.length > 0) throw new Error(`a button that nothing answers: ${unknown.join(", ")}`);
  return [made];
}

export const labels = (shown: readonly Shown[]): string[] =>
  shown.flatMap(({ menu }) => menu.flat().map(({ label }) => label));
export const texts = (shown: readonly Shown[]): string => shown.map(({ text }) => text).join("\n---\n");
