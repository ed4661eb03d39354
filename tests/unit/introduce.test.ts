import { expect, test } from "vitest";
import type { Caller } from "../../bots/telegram/caller.ts";
import { introduce } from "../../bots/telegram/profile.ts";
import { t } from "../../bots/texts.ts";
import { silentLog } from "../../core/platform/log.ts";

/** The commands that each bot would show to who speaks a language. */
async function shown(other: Parameters<typeof introduce>[1]["other"], language: string) {
  const lists = { owner: [] as string[], staff: [] as string[] };
  const chats: Record<number, string[]> = {};
  const caller = (bot: keyof typeof lists): Caller => ({
    upload: () => undefined,
    async call(method, parameters) {
      const { commands, language_code, scope } = parameters as {
        commands: { command: string; description: string }[];
        language_code?: string;
        scope?: { chat_id: number };
      };
      if (method === "setMyCommands" && scope && language_code === language)
        chats[scope.chat_id] = commands.map(({ command }) => command);
      else if (method === "setMyCommands" && language_code === language)
        lists[bot] = commands.map(({ command, description }) => `${command}: ${description}`);
      return { ok: true, result: true };
    },
  });
  await introduce(
    { owner: caller("owner"), staff: caller("staff") },
    { other, cashiers: ["7001"], log: silentLog },
  );
  return { ...lists, chats };
}

test("the ways to the other messenger are among the commands where there is one, in the reader's language", async () => {
  const both = await shown(t("messenger-whatsapp"), "ru");
  expect(both.owner).toContain("go: Продолжить в WhatsApp");
  expect(both.owner).toContain("link: У меня есть аккаунт в WhatsApp");
  const alone = await shown(undefined, "en");
  expect(alone.owner.filter((line) => /^(go|link):/.test(line))).toEqual([]);
  expect(alone.owner).toContain("menu: Main menu");
});

test("a vet finds their canned answers among the commands", async () => {
  expect((await shown(undefined, "en")).staff).toContain("answers: My canned answers (for vets)");
});

test("the till is among the commands of cashiers, and of nobody else", async () => {
  const { staff, chats } = await shown(undefined, "ru");
  expect(staff.filter((line) => line.startsWith("cashier"))).toEqual([]);
  expect(chats).toEqual({ 7001: ["start", "queue", "answers", "help", "cashier"] });
});
