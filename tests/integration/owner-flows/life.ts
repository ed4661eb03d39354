import { activate } from "../../../core/consultations/activate.ts";
import { finish } from "../../../core/consultations/close.ts";
import { rate } from "../../../core/consultations/reviews.ts";
import { take } from "../../../core/consultations/take.ts";
import { expectFile, putBytes } from "../../../core/messaging/files.ts";
import { createOrder } from "../../../core/orders/create.ts";
import { addPet, editPet } from "../../../core/pets/keep.ts";
import type { Core } from "../../../core/platform/core.ts";
import { anna } from "../../support/accounts.ts";
import type { OwnerFlows } from "./rig.ts";

/** An owner with a pet and its photo, a paid package, a finished and rated consultation, and one that waits. */
export async function annasLife({ core, annasChat }: OwnerFlows) {
  const chat = await annasChat();
  const owner = await chat.person();
  const vet = await hireVet(core);
  const pet = await addPet(core, owner, { species: "dog", name: "Rex" });
  if (pet.kind !== "ok") throw new Error(pet.kind);
  const photo = await sentFile(core, owner, new Uint8Array(9));
  await editPet(core, owner, pet.pet, { photo, allergies: "Chicken" });
  const entitlement = await giveBundle(core, owner);

  const start = () =>
    activate(core, owner, { entitlement, pet: pet.pet, complaint: { text: "He limps", files: [] } });
  const first = await start();
  if (first.kind !== "activated") throw new Error(first.kind);
  await take(core, vet, first.consultation);
  await chat.say("He limps on the left");
  const place = { channel: "staff", chat: "77", externalId: "1" } as const;
  await finish(core, vet, first.consultation, { words: { text: "A splinter" }, places: [place] });
  await rate(core, owner, first.consultation, 5, "Thank you, says Anna");
  const second = await start();
  if (second.kind !== "activated") throw new Error(second.kind);
  await chat.say("And now the right one");
  return {
    chat,
    owner,
    entitlement,
    photo,
    pet: pet.pet,
    first: first.consultation,
    second: second.consultation,
  };
}

/** A file that somebody sent, fetched and found good. */
export async function sentFile(
  core: Core,
  personId: string,
  bytes: Uint8Array,
  name?: string,
): Promise<string> {
  const kind = name === undefined ? "photo" : "document";
  const id = await expectFile(core, { personId, channel: "telegram", kind, ref: "ref", name });
  const storeKey = await putBytes(core, id, bytes);
  const mime = name === undefined ? "image/jpeg" : "application/pdf";
  await core.db.file.update({ where: { id }, data: { state: "stored", storeKey, mime, size: bytes.length } });
  return id;
}

async function hireVet(core: Core): Promise<string> {
  const id = core.ids();
  const at = core.clock.now();
  const identity = { channel: "staff", externalId: "77", createdAt: at } as const;
  await core.db.person.create({
    data: { id, channel: "staff", locale: "en", createdAt: at, identities: { create: identity } },
  });
  await core.db.staff.create({ data: { id, name: "Vera", roles: ["vet"], onDutySince: at, joinedAt: at } });
  return id;
}

async function giveBundle(core: Core, owner: string): Promise<string> {
  const gift = { code: "GIFT", kind: "percent", value: 100, packages: [] } as const;
  await core.db.promoCode.upsert({
    where: { code: gift.code },
    create: { ...gift, packages: [] },
    update: {},
  });
  const consent = { version: "sample-1", locale: "en", channel: "telegram", messageId: "3" } as const;
  const payer = { firstName: "Анна", lastName: "Иванова", phone: anna.phone, email: anna.email };
  const made = await createOrder(core, owner, {
    ...payer,
    package: "bundle-3",
    promo: "GIFT",
    locale: "en",
    consent,
  });
  if (made.kind !== "granted") throw new Error(made.kind);
  return made.entitlement;
}
