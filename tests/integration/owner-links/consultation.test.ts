import { afterAll, beforeAll, expect, it } from "vitest";
import { take } from "../../../core/consultations/take.ts";
import type { Core } from "../../../core/platform/core.ts";
import { practice, type Practice } from "../../support/practice.ts";
import { ownerChat, textOf } from "../../support/owner-chat.ts";
import { offeredIn, onWhatsApp } from "./world.ts";

let clinic: Practice;
let core: Core;
beforeAll(async () => {
  clinic = await practice();
  core = { ...clinic.core, settings: { ...clinic.core.settings, whatsappNumber: "79990009900" } };
});
afterAll(() => clinic.drop());

it("an activation begun in one messenger is finished in the other, with the photos from where they were sent; its card comes along", async () => {
  const vet = await clinic.staff("Dr Olga Konina");
  const owner = await clinic.owner();
  await clinic.pet(owner);
  const entitlement = await clinic.entitlement(owner);
  const { externalId } = await core.db.identity.findFirstOrThrow({ where: { personId: owner } });
  const telegram = ownerChat(core, externalId);
  const whatsapp = onWhatsApp(core);

  await telegram.pressData(`activate:${entitlement}`);
  await telegram.press("Rex");
  await telegram.say("He limps since yesterday");
  await telegram.photo();
  const { words } = offeredIn(await telegram.command("go"));
  expect(textOf(await whatsapp.say(words))).toContain("file so far");
  await whatsapp.photo();
  await whatsapp.press("Done");
  await whatsapp.press("▶️ Now");
  await whatsapp.press("▶️ Start the consultation");
  const files = await core.db.file.findMany({ orderBy: { id: "asc" } });
  expect(files.map(({ channel }) => channel)).toEqual(["telegram", "whatsapp"]);

  const consultation = await core.db.consultation.findFirstOrThrow();
  await whatsapp.pressData(`case:${consultation.id}`);
  const way = offeredIn(await whatsapp.press("📲 Go on in Telegram"));
  const shown = await telegram.command("start", way.words);
  expect(textOf(shown)).toContain(`${consultation.number}`);
  expect(shown.at(-1)?.buttons).toContain("📲 Go on in WhatsApp");

  // What is written from either goes to the one case.
  await telegram.say("in Telegram");
  await whatsapp.say("in WhatsApp");
  await take(core, vet, consultation.id);
  const messages = await core.db.message.findMany();
  expect(new Set(messages.map(({ conversationId }) => conversationId))).toEqual(
    new Set([consultation.conversationId]),
  );
  expect(messages.length).toBeGreaterThanOrEqual(2);
});
