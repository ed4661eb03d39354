import { isRegistered } from "../../core/accounts/profile.ts";
import { messageAt } from "../../core/messaging/copies.ts";
import { relayDeletion, relayEdit, relayReaction } from "../../core/messaging/corrections.ts";
import { keepEdit } from "../../core/messaging/late-edit.ts";
import { turnAway } from "../../core/messaging/reach.ts";
import { wordsOf } from "../content.ts";
import type { Incoming } from "../incoming.ts";
import { entryLabelled } from "../labels.ts";
import { t } from "../texts.ts";
import { spoken } from "../voice.ts";
import { goOn, movedHere } from "./arrive.ts";
import { dialogHost } from "./host.ts";
import { inputOf } from "../dialog/incoming.ts";
import { keepMessage } from "./kept.ts";
import { refused, takeCode } from "./link.ts";
import { codeInStart, codeInWords } from "./messengers.ts";
import { asPassing, passMessage } from "./pass.ts";
import { orderInStart } from "./paying.ts";
import { ownerPerson, type OwnerPerson } from "./person.ts";
import type { OwnerRegistry } from "./registry.ts";
import { replace, say } from "./say.ts";
import type { Arrival, OwnerCore, OwnerTurn } from "./turn.ts";

type Message = Extract<Incoming, { kind: "message" }>;

/**
 * An owner's turn. Where a message goes: a command or an exact menu label; else, if it is a reply, the chat of the
 * quoted message; else the open question, if it stands in this messenger; else the selected chat. When nothing is selected the message is kept and
 * the person asked where it should go: it never goes to a guess.
 */
export async function handleOwner(
  context: OwnerCore,
  incoming: Incoming,
  hint: string | undefined,
  registry: OwnerRegistry,
): Promise<void> {
  const arrivals: Arrival[] = [];
  const arrive = (arrival: Arrival) => void arrivals.push(arrival);
  await handle({ ...context, arrive }, incoming, hint, registry);
  const [arrival] = arrivals;
  if (!arrival) return;
  const arrived = { ...context, person: arrival.person };
  const person = await ownerPerson(arrived.core, arrival.person, arrived.channel, hint);
  await goOn(await turnOf(arrived, person, incoming, registry), registry, arrival);
}

async function handle(
  context: OwnerCore,
  incoming: Incoming,
  hint: string | undefined,
  registry: OwnerRegistry,
): Promise<void> {
  const { core, channel } = context;
  if (incoming.kind === "blocked") {
    const blockedAt = core.clock.now();
    await core.db.identity.updateMany({ where: { personId: context.person, channel }, data: { blockedAt } });
    await turnAway(core, context.person, channel);
    return;
  }
  const person = await ownerPerson(core, context.person, channel, hint);
  const turn = await turnOf(context, person, incoming, registry);
  switch (incoming.kind) {
    case "unblocked":
      return;
    case "command":
      return command(turn, incoming, registry);
    case "press":
      return press(turn, incoming.data, registry);
    case "deleted":
      await relayDeletion(core, person.id, placeOf(turn, person, incoming.externalId));
      return;
    case "edited":
      return edited(turn, person, incoming);
    case "reaction":
      await relayReaction(core, person.id, placeOf(turn, person, incoming.externalId), incoming.emoji);
      return;
    case "message":
      return message(turn, person, incoming, registry);
  }
}

async function turnOf(
  context: OwnerCore,
  { locale, zone }: OwnerPerson,
  incoming: Incoming,
  registry: OwnerRegistry,
): Promise<OwnerTurn> {
  const { core, person, channel, arrive } = context;
  const { dialogs } = registry;
  const messageId = "externalId" in incoming ? { messageId: incoming.externalId } : {};
  const speaker = { core, person, channel, locale, ...messageId, ...(arrive && { arrive }) };
  const host = dialogHost(speaker, registry.keyboard);
  return {
    ...speaker,
    zone,
    incoming,
    inDialog: (await dialogs.active(host)) !== undefined,
    say: (text, options) => say(speaker, text, options),
    replace: (text, options) =>
      incoming.kind === "press" && incoming.externalId
        ? replace(speaker, incoming.externalId, text, options)
        : say(speaker, text, options),
    // Flows take what their entrances give them: names and ids, as strings.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    enter: async (flow, ...args) => void (await dialogs.enter(host, flow, ...(args as never[]))),
    leave: async () => void (await dialogs.leave(host)),
  };
}

/** Help and a way out stay within reach whatever has to be answered first. */
const UNGATED = new Set(["support", "help", "cancel", "language"]);

async function command(
  turn: OwnerTurn,
  { name, payload }: Extract<Incoming, { kind: "command" }>,
  registry: OwnerRegistry,
): Promise<void> {
  const code = codeOf(name, payload);
  if (code !== undefined) return link(turn, code);
  const order = name === "start" ? orderInStart(payload) : undefined;
  if (order !== undefined) return support(turn, order, registry);
  const run = registry.commands[name];
  if (!run) return turn.say(t("unknown-command"), { keyboard: registry.keyboard(turn.locale) });
  if (!UNGATED.has(name) && (await gated(turn, registry))) return;
  await run(turn, payload);
}

/** A code that came with a command: as a parameter of the start, or typed after the word. */
function codeOf(name: string, payload: string): string | undefined {
  if (name === "start") return codeInStart(payload);
  return name === "link" && payload !== "" ? payload : undefined;
}

/** Goes on with a code from the other messenger, whatever has to be answered first. */
async function link(turn: OwnerTurn, code: string): Promise<void> {
  const refusal = await takeCode(turn, code);
  if (!refusal) return;
  const { text, menu } = refused(refusal);
  await turn.say(text, { menu: spoken(turn.locale, { text, menu }).menu ?? [] });
  // Who came by the link alone, and has seen nothing yet, begins as everybody does.
  if (!turn.inDialog && !(await isRegistered(turn.core, turn.person))) await turn.enter("welcome");
}

/** From the payment page, where paying does not work: help stays within reach whatever has to be answered first. */
const support = async (turn: OwnerTurn, order: string, registry: OwnerRegistry): Promise<void> =>
  registry.commands["support"]?.(turn, order);

async function press(turn: OwnerTurn, data: string, registry: OwnerRegistry): Promise<void> {
  if (data.startsWith("d:")) {
    const input = inputOf(turn.incoming, turn.channel);
    const host = dialogHost(turn, registry.keyboard);
    if (input && (await registry.dialogs.answer(host, input)) !== "none") return;
    return turn.say(t("old-button"), { keyboard: registry.keyboard(turn.locale) });
  }
  const [name = "", ...args] = data.split(":");
  const act = registry.actions[name];
  if (!act) return turn.say(t("old-button"), { keyboard: registry.keyboard(turn.locale) });
  await act(turn, ...args);
}

async function edited(
  turn: OwnerTurn,
  person: OwnerPerson,
  { externalId, content }: Extract<Incoming, { kind: "edited" }>,
): Promise<void> {
  const words = wordsOf(content);
  if (!words) return;
  const place = placeOf(turn, person, externalId);
  const result = await relayEdit(turn.core, person.id, place, words);
  if (result === "unknown") await keepEdit(turn.core, person.id, place, words);
  if (result === "closed") await turn.say(t("edit-after-close"), { replyTo: { external: externalId } });
}

async function message(
  turn: OwnerTurn,
  person: OwnerPerson,
  incoming: Message,
  registry: OwnerRegistry,
): Promise<void> {
  const label = incoming.content.kind === "text" ? incoming.content.text.trim() : undefined;
  const code = label && codeInWords(label);
  if (code) return link(turn, code);
  const item = label && entryLabelled(registry.menu, label);
  if (item) {
    if (!item.ungated && (await gated(turn, registry))) return;
    await turn.leave();
    return item.run(turn);
  }
  const quoted = incoming.replyTo
    ? await messageAt(turn.core, placeOf(turn, person, incoming.replyTo))
    : null;
  if (quoted) return passMessage(turn, person.chat, asPassing(incoming), quoted.message.conversationId);
  const input = inputOf(incoming, turn.channel);
  if (turn.inDialog && input) {
    if (await movedHere(turn, registry, incoming.externalId)) return;
    await registry.dialogs.answer(dialogHost(turn, registry.keyboard), input);
    return;
  }
  if (person.selectedId) return passMessage(turn, person.chat, asPassing(incoming), person.selectedId);
  await keepMessage(turn, incoming, registry.keyboard(turn.locale));
}

/** Whether something has to be answered first; then it is asked. */
async function gated(turn: OwnerTurn, registry: OwnerRegistry): Promise<boolean> {
  const flow = await registry.gate(turn);
  if (flow) await turn.enter(flow);
  return flow !== undefined;
}

const placeOf = ({ channel }: OwnerTurn, { chat }: OwnerPerson, externalId: string) => ({
  channel,
  chat,
  externalId,
});
