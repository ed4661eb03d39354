import { erasePerson, erasureOf } from "../../../core/accounts/erase.ts";
import { asDocuments, sentFiles } from "../../../core/accounts/export-files.ts";
import { exportPerson } from "../../../core/accounts/export.ts";
import { isRegistered } from "../../../core/accounts/profile.ts";
import { abilities } from "../../../core/messaging/channels.ts";
import { storeFile } from "../../../core/messaging/files.ts";
import { queue } from "../../../core/messaging/outbox.ts";
import { partsOf } from "../../../core/messaging/parts.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { render, t } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";

/** A copy of all that is kept of a person, or the end of it. */
export async function myData(dialog: Dialog<OwnerCore>): Promise<void> {
  const wish = await dialog.choose(t("my-data-what"), [
    { value: "export", label: t("my-data-export") },
    { value: "erase", label: t("my-data-erase") },
    { value: "done", label: t("done") },
  ]);
  if (wish === "export") return sendExport(dialog);
  if (wish === "erase") return erase(dialog);
  await dialog.say(t("done-here"));
}

/** The JSON first, then the files, each as it is stored. */
async function sendExport(dialog: Dialog<OwnerCore>): Promise<void> {
  const files = await dialog.read(
    "export-files",
    async ({ core, person }) => (await sentFiles(core, person)).filter(({ name }) => name !== null).length,
  );
  await dialog.say(t("export-here", { files }));
  await dialog.do("export", async ({ core, person, channel }) => {
    const json = JSON.stringify(await exportPerson(core, person), null, 2);
    const bytes = new TextEncoder().encode(json);
    const file = await storeFile(core, {
      personId: person,
      kind: "document",
      mime: "application/json",
      bytes,
    });
    const media = { kind: "document", file, name: "pawline-my-data.json" } as const;
    const copy = [{ kind: "media", media } as const, ...asDocuments(await sentFiles(core, person))];
    for (const { content } of copy.flatMap((whole) => partsOf(whole, abilities[channel])))
      await queue(core, { to: person, channel, operation: { op: "send", content } });
  });
}

/** Says what will happen, asks twice, and deletes the account. Nothing after it is of this dialog's person. */
async function erase(dialog: Dialog<OwnerCore>): Promise<void> {
  const what = await dialog.read("erasure", async ({ core, person }) => ({
    ...(await erasureOf(core, person)),
    registered: await isRegistered(core, person),
  }));
  const sure = await dialog.choose(
    t("erase-what", {
      pets: what.pets,
      open: what.openConsultations === 0 ? "" : t("erase-open", { count: what.openConsultations }),
      left: what.sessionsLeft === 0 ? "" : t("erase-sessions", { count: what.sessionsLeft }),
    }),
    [
      { value: "keep", label: t("erase-keep") },
      { value: "go", label: t("erase-go") },
    ],
  );
  if (sure === "keep") return dialog.say(t("erase-kept"));
  const word = t("erase-last-yes");
  const last = await dialog.choose(t("erase-last"), [
    { value: "keep", label: t("erase-keep") },
    { value: "go", label: word },
  ]);
  if (last === "keep") return dialog.say(t("erase-kept"));
  const { locale } = await dialog.person();
  await dialog.do("erase", async ({ core, person, channel }) => {
    const { successor } = await erasePerson(core, person, channel);
    const text = render(locale, t("erased"));
    const content = { kind: "text", text } as const;
    await queue(core, { to: successor, channel, operation: { op: "send", content, keyboard: "remove" } });
  });
}
