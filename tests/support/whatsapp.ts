import type { Content, Media } from "../../core/messaging/content.ts";
import type { Job, Outcome } from "../../core/messaging/messenger.ts";
import type { Voice } from "../../bots/voice.ts";
import type { WhatsAppDriver } from "../../bots/whatsapp/driver.ts";
import { whatsappMessenger } from "../../bots/whatsapp/messenger.ts";

interface Stored {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** A file of ours as a test has it: with its bytes, and the caption as bare words. */
export type TestFile = Omit<Media, "file" | "caption" | "still"> &
  Stored & { readonly caption?: string; readonly still?: Stored };

const voice: Voice = { frame: ({ author }) => ({ header: author }), notice: () => ({ text: "" }) };

/** Sends a content to a person of WhatsApp as delivery does: over the messenger, in English. */
export function perform(
  driver: WhatsAppDriver,
  chat: string,
  content: Content,
  files: Record<string, Stored> = {},
) {
  const job: Job = {
    id: "job",
    operation: { op: "send", content },
    chat,
    locale: "en",
    timeZone: null,
    target: null,
    topic: null,
    file(id) {
      const file = files[id];
      return file ? Promise.resolve(file) : Promise.reject(new Error(`no file ${id}`));
    },
  };
  return whatsappMessenger(driver, voice).perform(job);
}

export function performFile(driver: WhatsAppDriver, chat: string, file: TestFile): Promise<Outcome> {
  const { bytes, mime, caption, still, ...more } = file;
  const media: Media = {
    ...more,
    file: "file",
    ...(caption !== undefined && { caption: { text: caption } }),
    ...(still && { still: "still" }),
  };
  return perform(driver, chat, { kind: "media", media }, { file: { bytes, mime }, ...(still && { still }) });
}
