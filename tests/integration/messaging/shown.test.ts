import { describe, expect, it } from "vitest";
import { storeFile } from "../../../core/messaging/files.ts";
import type { Operation } from "../../../core/messaging/operation.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { sealContent } from "../../../core/messaging/record.ts";
import { deliveriesForFile, text } from "./rig.ts";

const { rig, core, db, drain, reader, send, relayed, texts, outcomes } = await deliveriesForFile();

describe("a reply to what stands in the reader's other messenger", () => {
  const SAID = "He limps\nsince the morning and eats nothing but grass, poor thing";

  /** Something was said that stands nowhere here, and a reply to it was queued. */
  async function replied(more: { readonly internal?: boolean; readonly withdrawnAt?: Date } = {}) {
    const [vet, anna] = [await reader("staff"), await reader()];
    const { conversation, message } = await relayed(vet, anna, "On my way");
    await db.outbox.deleteMany({ where: { personId: anna.id } });
    await db.message.update({
      where: { id: message },
      data: { sealed: sealContent(core, message, text(SAID)), ...more },
    });
    const operation: Operation = {
      op: "send",
      content: { kind: "text", text: "Which paw?", entities: [{ type: "bold", offset: 0, length: 5 }] },
      frame: { author: "Vera", conversation, about: { kind: "support" } },
      replyTo: { message },
    };
    await queue(core, { to: anna.id, conversation, operation });
    return { anna, conversation, message };
  }

  it("quotes its first words", async () => {
    const { anna, conversation, message } = await replied();
    const notice: Operation = { op: "notice", notice: { kind: "waits" }, replyTo: { message } };
    await queue(core, { to: anna.id, conversation, operation: notice });
    await drain();
    const quotation = "He limps since the morning and eats nothing but grass, poor…";
    expect(await texts(anna)).toEqual([`Vera\n${quotation}\nWhich paw?`, `${quotation}\nnotice waits`]);
    const [shown] = (await anna.seat.messages()).filter(({ by }) => by === "bot");
    expect(shown?.message).toMatchObject({
      entities: [
        { type: "bold", offset: 0, length: 4 },
        { type: "blockquote", offset: 5, length: quotation.length },
        { type: "bold", offset: 5 + quotation.length + 1, length: 5 },
      ],
    });
  });

  it("quotes nothing that was not meant for the reader, or was taken back", async () => {
    for (const more of [{ internal: true }, { withdrawnAt: core.clock.now() }]) {
      const { anna } = await replied(more);
      await drain();
      expect(await texts(anna)).toEqual(["Vera\nWhich paw?"]);
    }
  });
});

describe("files", () => {
  it("are waited for three minutes, then the lane goes on without them", async () => {
    const anna = await reader();
    const file = core.ids();
    const at = core.clock.now();
    await db.file.create({
      data: {
        id: file,
        state: "pending",
        kind: "photo",
        createdAt: at,
        dueAt: new Date(at.getTime() + 3.6e6),
      },
    });
    await send(anna, { kind: "media", media: { kind: "photo", file } });
    await send(anna, text("after"));
    await drain();
    expect(await texts(anna)).toEqual([]);
    core.clock.advance(181_000);
    await drain();
    expect(await texts(anna)).toEqual(["after"]);
    expect((await outcomes(anna)).toSorted()).toEqual(["refused", "sent"]);
  });

  it("go without the picture that would stand in for them elsewhere, when there is none", async () => {
    const anna = await reader();
    const bytes = new TextEncoder().encode("RIFF");
    const file = await storeFile(core, { kind: "sticker", mime: "image/webp", bytes });
    const still = core.ids();
    const at = core.clock.now();
    await db.file.create({
      data: { id: still, state: "refused", refusal: "gone", kind: "document", createdAt: at, dueAt: at },
    });
    await send(anna, { kind: "media", media: { kind: "sticker", file, still } });
    await drain();
    expect(await outcomes(anna)).toEqual(["sent"]);
  });

  it.each([["telegram"], ["staff"]] as const)(
    "are uploaded by the %s bot under their own name",
    async (channel) => {
      const anna = await reader(channel);
      const bytes = new TextEncoder().encode("%PDF-1.7 Анализы");
      const file = await storeFile(core, { kind: "document", mime: "application/pdf", bytes });
      await send(anna, {
        kind: "media",
        media: { kind: "document", file, name: "Анализ крови.pdf", caption: { text: "<b>" } },
      });
      await drain();
      const [message] = (await anna.seat.messages()).filter(({ by }) => by === "bot");
      expect(message).toMatchObject({
        text: "<b>",
        message: { document: { file_name: "Анализ крови.pdf" } },
      });
    },
  );
});

describe("a staff member's topic", () => {
  it("is opened, written in and renamed; its id is kept", async () => {
    const vet = await reader("staff");
    const conversation = core.ids();
    const createdAt = core.clock.now();
    await db.conversation.create({
      data: { id: conversation, kind: "consultation", ownerId: vet.id, createdAt },
    });
    await db.staff.create({ data: { id: vet.id, name: "Dr", roles: ["vet"], joinedAt: createdAt } });
    await db.desk.create({ data: { conversationId: conversation, staffId: vet.id } });
    const lane = { to: vet.id, conversation };
    await queue(core, { ...lane, operation: { op: "openTopic", conversation, name: "#17 Rex" } });
    await queue(core, { ...lane, operation: { op: "send", content: text("card"), topic: conversation } });
    await queue(core, { ...lane, operation: { op: "renameTopic", conversation, name: "✅ #17 Rex" } });
    await drain();
    const { topic } = await db.desk.findFirstOrThrow({ where: { staffId: vet.id } });
    const view = await vet.seat.chat();
    expect(view.topics).toMatchObject([{ name: "✅ #17 Rex" }]);
    const card = view.messages.find((message) => message.text === "card");
    expect(String(card?.topic)).toBe(topic);

    await rig.sandbox.switchTopics("vet_bot", false);
    try {
      await queue(core, { ...lane, operation: { op: "send", content: text("on"), topic: conversation } });
      await drain();
    } finally {
      await rig.sandbox.switchTopics("vet_bot", true);
    }
    const without = (await vet.seat.chat()).messages.find((message) => message.text === "on");
    expect(without).toBeDefined();
    expect(without?.topic).toBeUndefined();
    expect(await db.staff.findUnique({ where: { id: vet.id } })).toMatchObject({ topics: false });
  });
});
