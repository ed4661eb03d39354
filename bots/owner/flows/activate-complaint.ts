import { tooBig } from "../../../core/messaging/files.ts";
import { reject, type Dialog } from "../../dialog/dialog.ts";
import type { Media } from "../../dialog/input.ts";
import { t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";

/** Characters of a complaint; whatever does not fit can be written to the vet in the chat. */
const LONGEST = 2_000;
/** Files with a complaint: as many as an album holds. */
const MOST_FILES = 10;

export interface Complaint {
  readonly text: string;
  /** Still at the messenger. */
  readonly files: readonly Media[];
}

/** Asks what has happened, in words, and for pictures of it. What is written under a picture belongs to the words. */
export async function askComplaint(dialog: Dialog<OwnerCore>, pet: string): Promise<Complaint> {
  const words = await dialog.ask(t("activate-complaint", { pet }), (said) =>
    said.length <= LONGEST ? said : reject(t("words-too-long", { max: LONGEST })),
  );
  const files = await askFiles(dialog);
  const captions = files.flatMap(({ caption }) => caption ?? []);
  return { text: [words, ...captions].join("\n"), files };
}

async function askFiles(dialog: Dialog<OwnerCore>): Promise<Media[]> {
  const files: Media[] = [];
  for (;;) {
    const count = files.length;
    const sent = await dialog.askMedia(
      count === 0 ? t("activate-photos") : t("activate-photos-more", { count }),
      ["photo", "video", "document", "animation"],
      {
        many: true,
        skip: t(count === 0 ? "activate-photos-none" : "activate-photos-done"),
        hint: t("activate-photos-hint"),
      },
    );
    if (!sent) return files;
    const fits = await dialog.read("file-sizes", async ({ channel }) =>
      sent.map(({ size }) => !tooBig(channel, size)),
    );
    if (fits.includes(false)) await dialog.say(t("file-too-big"));
    files.push(...sent.filter((_, index) => fits[index]));
    if (files.length < MOST_FILES) continue;
    await dialog.say(t("activate-photos-full", { max: MOST_FILES }));
    return files.slice(0, MOST_FILES);
  }
}
