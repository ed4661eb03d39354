import { messengersOf, otherMessenger, type OwnerChannel } from "../../../core/accounts/link/messengers.ts";
import type { Dialog } from "../../dialog/dialog.ts";
import { lines, t } from "../../texts.ts";
import { tell } from "../link.ts";
import { messengerName, wayThere } from "../messengers.ts";
import type { OwnerCore } from "../turn.ts";
import { unlinkAndTell } from "../unlink.ts";

/** Which messengers the account has, how to go on in the other, and how to take one off. True: the profile goes on. */
export async function messengers(dialog: Dialog<OwnerCore>): Promise<boolean> {
  const { linked, other } = await dialog.read("messengers", async ({ core, person, channel }) => ({
    linked: await messengersOf(core, person),
    other: otherMessenger(core, channel) ?? null,
  }));
  const several = linked.length > 1;
  const wish = await dialog.choose(
    t(several ? "messengers-several" : "messengers-one", { list: lines(linked.map(messengerName), ", ") }),
    [
      ...(other ? [{ value: "go", label: t("go-to", { messenger: messengerName(other) }) }] : []),
      ...(several ? linked : []).map((value) => ({
        value,
        label: t("unlink", { messenger: messengerName(value) }),
      })),
      { value: "back", label: t("messengers-back") },
    ],
  );
  if (wish === "back") return true;
  if (wish === "go") await go(dialog);
  const leaving = linked.find((channel) => channel === wish);
  return leaving ? unlink(dialog, leaving) : false;
}

async function go(dialog: Dialog<OwnerCore>): Promise<void> {
  const { locale } = await dialog.person();
  await dialog.do("go", async (owner) => {
    const way = await wayThere(owner, locale);
    if (way) await tell(owner.core, owner.person, owner.channel, way.text, way.menu);
  });
}

async function unlink(dialog: Dialog<OwnerCore>, channel: OwnerChannel): Promise<boolean> {
  const messenger = messengerName(channel);
  const labels = { yes: t("unlink-yes", { messenger }), no: t("unlink-no") };
  if (!(await dialog.confirm(t("unlink-sure", { messenger }), labels))) return true;
  const { locale } = await dialog.person();
  // Whom it concerns is told by it: this chat may be nobody's now.
  const result = await dialog.do("unlink", (owner) => unlinkAndTell(owner, locale, channel));
  if (result !== "unlinked") await dialog.say(t(result === "last" ? "unlink-last" : "unlink-not-linked"));
  return false;
}
