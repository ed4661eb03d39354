import { describe, expect, it } from "vitest";
import { take } from "../../../core/consultations/take.ts";
import { addNote } from "../../../core/consultations/note.ts";
import { staffWrote } from "../../../core/consultations/wrote.ts";
import { withdraw } from "../../../core/messaging/corrections.ts";
import { expectFile, fileBytes } from "../../../core/messaging/files.ts";
import { relay } from "../../../core/messaging/relay.ts";
import { addPet } from "../../../core/pets/keep.ts";
import { anna, registered } from "../../support/accounts.ts";
import type { OwnerChat } from "../../support/owner-chat.ts";
import { annasLife, sentFile } from "./life.ts";
import { ownerFlows } from "./rig.ts";

const flows = await ownerFlows();
const { core, db } = flows;

describe("a copy of one's data", () => {
  it("is sent as a file that holds all of it, and nothing of others", async () => {
    const { chat } = await annasLife(flows);
    const other = await registered(core, "2", { phone: "+79990009988", firstName: "Борис" });
    await addPet(core, other, { species: "cat", name: "Barsik" });
    await chat.say("👤 Profile");
    await chat.press("🗂 My data");
    const shown = await chat.press("⬇️ Get a copy");
    const { bytes, mime } = await fileBytes(core, shown[1]?.file ?? "");
    expect(mime).toBe("application/json");
    const json = new TextDecoder().decode(bytes);
    for (const mine of [
      anna.phone,
      anna.email,
      anna.birthDate,
      "Rex",
      "Chicken",
      "He limps",
      "He limps on the left",
      "A splinter",
      "Thank you, says Anna",
      "bundle-3",
      "image/jpeg",
      "processing",
    ])
      expect(json).toContain(mine);
    expect(json).not.toContain("Barsik");
    expect(json).not.toContain("+79990009988");
  });

  const copyOf = async (chat: OwnerChat) => {
    await chat.say("👤 Profile");
    await chat.press("🗂 My data");
    const [told, json, ...rest] = await chat.press("⬇️ Get a copy");
    const { bytes } = await fileBytes(core, json?.file ?? "");
    return {
      told: told?.text,
      json: new TextDecoder().decode(bytes),
      files: rest.flatMap(({ files }) => files),
    };
  };

  it("brings the files one sent, byte for byte and by the names the first file calls them, and no earlier copy", async () => {
    const { chat, owner } = await annasLife(flows);
    const scan = await sentFile(core, owner, new TextEncoder().encode("%PDF of Anna"), "scan.pdf");
    const other = await registered(core, "2", { phone: "+79990009988" });
    await sentFile(core, other, new Uint8Array(3), "other.pdf");
    const refused = await expectFile(core, { personId: owner, channel: "telegram", kind: "video", ref: "r" });
    await db.file.update({ where: { id: refused }, data: { state: "refused", refusal: "wrong_kind" } });
    for (let copies = 0; copies < 2; copies++) {
      const { told, json, files } = await copyOf(chat);
      expect(told).toContain("Then come the 2 files you sent us.");
      expect(files.map(({ name }) => name)).toEqual(["001-photo.jpg", "002-scan.pdf"]);
      for (const { name } of files) expect(json).toContain(`"${name}"`);
      expect(files[1]?.id).toBe(scan);
      expect(json).not.toContain("application/json");
      expect(json).not.toContain("other.pdf");
    }
    expect(new TextDecoder().decode((await fileBytes(core, scan)).bytes)).toBe("%PDF of Anna");
  });

  it("holds nothing that staff noted or took back", async () => {
    const { chat, owner, second } = await annasLife(flows);
    const vet = await db.staff.findFirstOrThrow();
    await take(core, vet.id, second);
    const { conversationId } = await db.consultation.findUniqueOrThrow({ where: { id: second } });
    const place = (externalId: string) => ({ channel: "staff", chat: "77", externalId }) as const;
    const content = (text: string) => ({ kind: "text", text }) as const;
    await addNote(core, vet.id, conversationId, { content: content("A note"), places: [place("2")] });
    for (const [text, id] of [
      ["Meant for another", "3"],
      ["Meant for Anna", "4"],
    ] as const) {
      const wrote = await staffWrote(core, vet.id, conversationId);
      if (wrote.kind !== "open") throw new Error(wrote.kind);
      const said = { author: vet.id, side: "staff", content: content(text), places: [place(id)] } as const;
      await relay(core, { ...said, conversation: wrote.conversation });
    }
    expect(await withdraw(core, vet.id, place("3"))).toBe("passed");
    expect(owner).toBe(await chat.person());
    const { json } = await copyOf(chat);
    expect(json).toContain("Meant for Anna");
    expect(json).not.toContain("Meant for another");
    expect(json).not.toContain("A note");
  });
});
