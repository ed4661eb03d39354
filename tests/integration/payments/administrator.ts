import { randomUUID } from "node:crypto";
import type { Incoming } from "../../../bots/incoming.ts";
import { handleStaff } from "../../../bots/vet/handle.ts";
import { staffVoice } from "../../../bots/vet/voice.ts";
import type { Menu, Operation } from "../../../core/messaging/operation.ts";
import { transact } from "../../../core/platform/core.ts";
import { openJson } from "../../../core/platform/sealed.ts";
import type { StaffRole } from "../../../prisma/generated/enums.ts";
import type { TestCore } from "../../support/core.ts";

export interface Told {
  readonly text: string;
  readonly menu: Menu;
}

/** In the clinic's zone, as the bot notes at the first turn. */
const READER = { locale: "en", timeZone: "Europe/Moscow" };

/** A member of staff at their bot: what is queued for them, in words, and what they press. */
export async function staffChat(core: TestCore, role: StaffRole) {
  const id = randomUUID();
  const now = core.clock.now();
  const identities = { create: { channel: "staff", externalId: id, createdAt: now } } as const;
  await core.db.person.create({ data: { id, channel: "staff", locale: "en", createdAt: now, identities } });
  await core.db.staff.create({ data: { id, name: "Maria", roles: [role], joinedAt: now } });
  let read = 0n;
  let messages = 0;

  /** What came since the last look. */
  async function look(): Promise<Told[]> {
    const rows = await core.db.outbox.findMany({
      where: { personId: id, seq: { gt: read } },
      orderBy: { seq: "asc" },
    });
    read = rows.at(-1)?.seq ?? read;
    return rows.flatMap((row) => told(openJson<Operation>(core.keys, `outbox:${row.id}`, row.sealed)));
  }

  async function turn(incoming: Incoming): Promise<Told[]> {
    await look();
    await transact(core, (core) => handleStaff({ core, person: id }, incoming, "en"));
    return look();
  }

  return {
    id,
    look,
    command: (name: string) => turn({ kind: "command", externalId: `s${++messages}`, name, payload: "" }),
    write: (text: string) =>
      turn({ kind: "message", externalId: `s${++messages}`, content: { kind: "text", text } }),
    press(message: Told | undefined, label: string): Promise<Told[]> {
      const button = message?.menu.flat().find((button) => button.label === label);
      if (!button || !("data" in button)) throw new Error(`no button ${label}`);
      if (Buffer.byteLength(button.data) > 64) throw new Error(`data of ${label} is too long`);
      return turn({ kind: "press", data: button.data, externalId: "shown" });
    },
    pressData: (data: string) => turn({ kind: "press", data, externalId: "shown" }),
  };
}

function told(operation: Operation): Told[] {
  if (operation.op === "notice") {
    const { text, menu = [] } = staffVoice.notice(operation.notice, READER);
    return [{ text, menu }];
  }
  if (operation.op === "edit") return [{ text: operation.words?.text ?? "", menu: operation.menu ?? [] }];
  if (operation.op !== "send" || operation.content.kind !== "text") return [];
  return [{ text: operation.content.text, menu: operation.menu ?? [] }];
}
