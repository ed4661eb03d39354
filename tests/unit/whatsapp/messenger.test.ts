import { expect, it } from "vitest";
import type { Content } from "../../../core/messaging/content.ts";
import type { Job, Outcome } from "../../../core/messaging/messenger.ts";
import { ownerVoice } from "../../../bots/owner/voice.ts";
import type { Outgoing, WhatsAppDriver } from "../../../bots/whatsapp/driver.ts";
import { whatsappMessenger } from "../../../bots/whatsapp/messenger.ts";

/** Notes what it is given; `answers` come first, then everything is sent. */
function driverThat(...answers: Outcome[]) {
  const sent: Outgoing["content"][] = [];
  const refuse = (): Promise<Outcome> => Promise.resolve({ kind: "refused", reason: "rejected" });
  const driver: WhatsAppDriver = {
    via: "web",
    can: { edit: false, remove: false, react: false, choices: 0, polls: 0 },
    send(_chat, { content }) {
      const outcome = answers.shift() ?? { kind: "sent", externalIds: [`id${sent.length}`] };
      if (outcome.kind === "sent") sent.push(content);
      return Promise.resolve(outcome);
    },
    edit: refuse,
    remove: refuse,
    react: refuse,
    fetch: () => Promise.resolve({ kind: "refused", reason: "gone" }),
  };
  return { sent, messenger: whatsappMessenger(driver, ownerVoice) };
}

const job = (kind: "sticker" | "photo", caption = ""): Job => ({
  id: "job",
  operation: {
    op: "send",
    content: { kind: "media", media: { kind, file: "file", ...(caption && { caption: { text: caption } }) } },
    ...(kind === "sticker" && {
      frame: { author: "Vera", conversation: "talk", about: { kind: "support" } as const },
    }),
  },
  chat: "1@lid",
  locale: "en",
  timeZone: null,
  target: null,
  topic: null,
  file: () => Promise.resolve({ bytes: new Uint8Array(1), mime: "image/webp" }),
});

const gone: Outcome = { kind: "sent", externalIds: ["gone"] };
const later: Outcome = { kind: "later", ms: 1, chat: false };

it("says whose a sticker is once, however often the sticker has to be tried", async () => {
  const { sent, messenger } = driverThat(gone, later, later);
  expect((await messenger.perform(job("sticker"))).kind).toBe("later");
  expect((await messenger.perform(job("sticker"))).kind).toBe("later");
  const done = await messenger.perform(job("sticker"));
  expect(sent.map(({ kind }) => kind)).toEqual(["text", "media"]);
  // What replies are about comes first.
  expect(done).toMatchObject({ kind: "sent", externalIds: ["id1", "gone"] });
});

it("sends a picture once whose words are too long to stand under it", async () => {
  const { sent, messenger } = driverThat(gone, later);
  expect((await messenger.perform(job("photo", "x".repeat(1025)))).kind).toBe("later");
  const done = await messenger.perform(job("photo", "x".repeat(1025)));
  expect(sent.map(({ kind }) => kind)).toEqual(["media", "text"]);
  expect(done).toMatchObject({ kind: "sent", externalIds: ["gone", "id1"] });
});

it("quotes in words what stands in the reader's other messenger, under the line that says whose it is", async () => {
  const frame = { author: "Vera", conversation: "talk", about: { kind: "support" } } as const;
  const reply = (content: Content): Job => ({
    ...job("photo"),
    operation: { op: "send", content, frame },
    quoted: "🖼 the left paw",
  });
  const { sent, messenger } = driverThat();
  await messenger.perform(reply({ kind: "text", text: "Thank you" }));
  await messenger.perform(reply({ kind: "media", media: { kind: "photo", file: "file" } }));
  await messenger.perform(reply({ kind: "location", latitude: 1, longitude: 2 }));
  const header = "*Support · Vera*\n> 🖼 the left paw";
  expect(sent).toMatchObject([
    { kind: "text", text: `${header}\nThank you` },
    { kind: "media", caption: header },
    { kind: "text", text: header },
    { kind: "location" },
  ]);
});
