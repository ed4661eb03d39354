import { abilities } from "../../core/messaging/channels.ts";
import type { Channel } from "../../prisma/generated/enums.ts";
import type { Operation } from "../../core/messaging/operation.ts";
import { dialogOf, sealDialog } from "../../core/messaging/dialog-state.ts";
import { queue } from "../../core/messaging/outbox.ts";
import { keyboardOf, menuOf } from "../dialog/buttons.ts";
import type { Out } from "../dialog/out.ts";
import type { Host } from "../dialog/port.ts";
import type { Keyboard } from "../../core/messaging/operation.ts";
import { isLocale, type Locale } from "../texts.ts";
import type { OwnerCore } from "./turn.ts";

/** What a turn lends to its person's dialog: its transaction, the outbox and the place where the state is kept. */
export function dialogHost(
  turn: OwnerCore & { readonly locale: Locale },
  usualKeyboard: (locale: Locale) => Keyboard,
): Host<OwnerCore> {
  const { core, person, channel, messageId, arrive } = turn;
  return {
    core: { core, person, channel, ...(messageId !== undefined && { messageId }), ...(arrive && { arrive }) },
    ids: core.ids,
    async person() {
      const { locale, timeZone } = await core.db.person.findUniqueOrThrow({
        where: { id: person },
        select: { locale: true, timeZone: true },
      });
      return {
        locale: locale && isLocale(locale) ? locale : turn.locale,
        ...(timeZone && { zone: timeZone }),
      };
    },
    async show(out) {
      const { locale } = await this.person();
      // Where there are no keyboards none has to come back.
      const usual = abilities[channel].buttons ? usualKeyboard(locale) : "remove";
      const { edits, ...anew } = out;
      // What stands in the person's other messenger is not edited from here.
      const here = edits !== undefined && (await channelOf(core, edits)) === channel;
      const operation = operationOf(here ? out : anew, usual);
      return queue(core, { to: person, channel, operation, files: out.photo ? [out.photo] : [] });
    },
    load: () => dialogOf(core, person),
    async save(state) {
      const sealed = sealDialog(core, person, state);
      const updatedAt = core.clock.now();
      await core.db.dialog.upsert({
        where: { personId: person },
        create: { personId: person, channel, sealed, updatedAt },
        update: { channel, sealed, updatedAt },
      });
    },
    async drop() {
      await core.db.dialog.deleteMany({ where: { personId: person } });
    },
  };
}

/** The messenger that an operation was for, waiting or done. */
async function channelOf(core: OwnerCore["core"], operation: string): Promise<Channel | undefined> {
  const where = { where: { id: operation }, select: { channel: true } } as const;
  return ((await core.db.outbox.findUnique(where)) ?? (await core.db.delivery.findUnique(where)))?.channel;
}

function operationOf(out: Out, usual: Keyboard): Operation {
  const menu = menuOf(out);
  const asks = out.of !== undefined && ({ asks: out.words ? "words" : "choice" } as const);
  if (out.edits)
    return {
      op: "edit",
      target: { operation: out.edits },
      words: { text: out.text },
      ...(out.photo && { photo: out.photo }),
      ...(menu && { menu }),
      ...asks,
    };
  const keyboard =
    keyboardOf(out) ?? (out.restore && usual !== "remove" ? { ...usual, quiet: true } : undefined);
  return {
    op: "send",
    content: out.photo
      ? { kind: "media", media: { kind: "photo", file: out.photo, caption: { text: out.text } } }
      : { kind: "text", text: out.text },
    ...(menu && { menu }),
    ...(keyboard && { keyboard }),
    ...asks,
  };
}
