import { describe, expect, it } from "vitest";
import { registered } from "../../support/accounts.ts";
import { ownerFlows } from "./rig.ts";

const { core, db, annasChat } = await ownerFlows();

describe("the vets", () => {
  it("have cards with what can be bought from them", async () => {
    const chat = await annasChat();
    const [card] = await chat.say("🩺 Vets");
    expect(card?.text).toContain("Treats: dogs, cats");
    expect(card?.text).toContain("No reviews yet");
    await chat.press("▶");
    const [about] = await chat.press("About the vet");
    expect(about?.text).toContain("Artyom Berkutov");
    const [offer] = await chat.press("🛒 Consultations with this vet");
    expect(offer?.text).toContain("Vet: Artyom Berkutov");
    await chat.press("🛒 Order");
    for (const answer of ["Yes, that's right", "Yes, that's right", "Yes, to this address"])
      await chat.press(answer);
    const [summary] = await chat.press("Go on without it");
    expect(summary?.text).toContain("Vet: Artyom Berkutov");
    await chat.press("✅ I agree");
    const [order] = await db.order.findMany({ include: { vet: true } });
    expect(order?.vet?.slug).toBe("artyom-berkutov");
  });

  it("show what others said of them", async () => {
    const owner = await registered(core, "7", { phone: "+79990001177" });
    const { id: vetId } = await db.vet.findUniqueOrThrow({ where: { slug: "vera-lugova" } });
    await reviewed(owner, vetId, 5, "Saved our cat");
    await reviewed(owner, vetId, 4, null);
    await db.review.updateMany({ data: { state: "published", moderatedAt: core.clock.now() } });
    await reviewed(owner, vetId, 1, "Not to be seen");
    const chat = await annasChat();
    const [card] = await chat.say("🩺 Vets");
    expect(card?.text).toContain("⭐️ 4.5 (2 reviews)");
    const [reviews] = await chat.press("Reviews (2)");
    expect(reviews?.text).toContain("★★★★★ Anna, 23 November 2026\nSaved our cat");
    expect(reviews?.text).toContain("★★★★☆");
    expect(reviews?.text).not.toContain("Not to be seen");
  });
});

/** A review of a closed consultation. */
async function reviewed(ownerId: string, vetId: string, stars: number, words: string | null) {
  const at = core.clock.now();
  const later = new Date(at.getTime() + 86_400_000);
  const make = () => core.ids();
  const { id: packageId } = await db.package.findFirstOrThrow();
  const ids = { pet: make(), order: make(), entitlement: make(), conversation: make(), consultation: make() };
  await db.pet.create({ data: { id: ids.pet, ownerId, name: "Rex", species: "dog", createdAt: at } });
  await db.order.create({
    data: {
      id: ids.order,
      token: make(),
      ownerId,
      packageId,
      state: "paid",
      locale: "en",
      currency: "RUB",
      listAmount: 1,
      amount: 1,
      createdAt: at,
      paidAt: at,
      expiresAt: later,
    },
  });
  await db.entitlement.create({
    data: {
      id: ids.entitlement,
      ownerId,
      orderId: ids.order,
      packageId,
      currency: "RUB",
      sessionAmount: 1,
      grantedAt: at,
      expiresAt: later,
    },
  });
  await db.conversation.create({
    data: { id: ids.conversation, kind: "consultation", ownerId, open: false, createdAt: at },
  });
  await db.consultation.create({
    data: {
      id: ids.consultation,
      conversationId: ids.conversation,
      ownerId,
      petId: ids.pet,
      entitlementId: ids.entitlement,
      state: "closed",
      complaint: new Uint8Array([1]),
      vetId: make(),
      createdAt: at,
      startsAt: at,
      answeredAt: at,
      closedAt: at,
      closedBy: "owner",
    },
  });
  await db.review.create({
    data: {
      id: make(),
      consultationId: ids.consultation,
      vetId,
      staffId: make(),
      authorName: "Anna",
      stars,
      words,
      createdAt: at,
    },
  });
}
