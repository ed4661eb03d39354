import { upload } from "../data/api.js";

/**
 * Ready-made things to send, drawn and recorded for this page.
 * @typedef {{name: string, icon: string, kind?: string, files?: string[], act?: string, input?: object, caption?: string,
 *   extra?: object, only?: string}} Sample `only`: the one messenger that has it
 */

/** @type {Sample[]} */
export const SAMPLES = [
  { name: "photo", icon: "image", kind: "photo", files: ["cat.jpg"] },
  { name: "album", icon: "image", kind: "photo", files: ["cat.jpg", "paw.jpg", "dog.jpg"] },
  { name: "voice", icon: "voice", kind: "voice", files: ["voice.ogg"], extra: { duration: 4 } },
  { name: "video", icon: "film", kind: "video", files: ["walk.mp4"], extra: { duration: 3 } },
  { name: "video_note", icon: "round", kind: "video_note", files: ["round.mp4"], extra: { duration: 3 } },
  { name: "animation", icon: "loop", kind: "animation", files: ["wag.gif"], extra: { duration: 1 } },
  {
    name: "audio",
    icon: "music",
    kind: "audio",
    files: ["purr.mp3"],
    extra: { duration: 4, title: "Purr", performer: "Marsik" },
  },
  { name: "document", icon: "file", kind: "document", files: ["blood-test.pdf"] },
  { name: "sticker", icon: "sticker", kind: "sticker", files: ["sticker.webp"], extra: { emoji: "😺" } },
];

/** What a service has to cope with. @type {Sample[]} */
export const ODD = [
  { name: "poll", icon: "warning", act: "poll", input: { question: "🐈?", options: ["😺", "😿"] } },
  { name: "dice", icon: "warning", act: "dice", input: { value: 5 }, only: "telegram" },
  { name: "executable", icon: "warning", kind: "photo", files: ["executable.jpg"] },
  { name: "huge", icon: "warning", kind: "document", files: ["21-megabytes.bin"] },
  {
    name: "foreign-contact",
    icon: "warning",
    act: "contact",
    input: { phone_number: "79990007777", first_name: "Vera" },
  },
];

const TYPES = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
  mp4: "video/mp4",
  ogg: "audio/ogg",
  mp3: "audio/mpeg",
  pdf: "application/pdf",
};

/** By the name, as a messenger does. */
const typeOf = (name) => TYPES[name.split(".").pop()?.toLowerCase()] ?? "application/octet-stream";

/** @returns {Promise<{kind: string, file: {uid: string}}[]>} what `send` and `album` take */
export async function uploadSamples({ kind, files, extra = {} }) {
  return Promise.all(
    files.map(async (name) => {
      const response = await fetch(`/page/samples/${name}`);
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      const { uid } = await upload(await response.blob(), name, typeOf(name));
      return { kind, file: { uid }, ...extra };
    }),
  );
}

export async function uploadFiles(kind, files) {
  return Promise.all(
    files.map(async (file) => {
      const { uid } = await upload(file, file.name, file.type || typeOf(file.name));
      return { kind, file: { uid } };
    }),
  );
}
