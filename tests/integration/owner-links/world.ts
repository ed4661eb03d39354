import type { PrismaClient } from "../../../prisma/generated/client.ts";
import { registered } from "../../support/accounts.ts";
import type { Core } from "../../../core/platform/core.ts";
import { testCore, type TestCore } from "../../support/core.ts";
import { ownerChat, textOf, type OwnerChat, type Shown } from "../../support/owner-chat.ts";

export const linkedCore = (db: PrismaClient): TestCore => testCore(db, { whatsappNumber: "79990009900" });

/** Anna, who has an account, in Telegram. */
export async function anna(core: TestCore, chat = "1"): Promise<OwnerChat> {
  const person = await registered(core, chat);
  await core.db.person.update({ where: { id: person }, data: { locale: "en" } });
  return ownerChat(core, chat);
}

export const onWhatsApp = (core: Core, chat = "a@lid") => ownerChat(core, chat, "en", "whatsapp");

export interface Offered {
  /** As it is typed. */
  readonly code: string;
  /** What the link to WhatsApp writes for the person; or the parameter of Telegram's start. */
  readonly words: string;
}

/** What a person was given to go on elsewhere. */
export function offeredIn(shown: readonly Shown[]): Offered {
  const url = shown.flatMap(({ urls }) => urls).at(-1) ?? "";
  const parameters = new URL(url).searchParams;
  const words = parameters.get("text") ?? parameters.get("start") ?? "";
  return { code: /\b\w{4}-\w{4}\b/.exec(textOf(shown))?.[0] ?? "", words };
}

/** Asks for a code, from wherever the person is. */
export const askFor = async (chat: OwnerChat): Promise<Offered> => offeredIn(await chat.command("go"));

/** Anna with both messengers. */
export async function annaOnBoth(core: TestCore): Promise<{ telegram: OwnerChat; whatsapp: OwnerChat }> {
  const telegram = await anna(core);
  const whatsapp = onWhatsApp(core);
  await whatsapp.say((await askFor(telegram)).words);
  await telegram.look();
  return { telegram, whatsapp };
}
