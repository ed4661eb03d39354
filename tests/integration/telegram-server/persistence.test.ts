import { Api } from "grammy";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../support/database.ts";
import { KINDS, newcomer, OWNER, startRig, takeUpdates } from "./support.ts";

const database = await testDatabase();
const databaseUrl = database.url;
afterAll(() => database.drop());

test("people, chats, files and pending updates outlive the process", async () => {
  const first = await startRig({ databaseUrl }, {}, false);
  const api = new Api(OWNER, { apiRoot: first.telegram.url });
  const anna = await newcomer(first, "owner_bot");
  await takeUpdates(api, KINDS);
  await api.setMyCommands([{ command: "menu", description: "Menu" }]);
  const sent = await api.sendMessage(anna.user, "سگ \u0000 😺", {
    reply_markup: { inline_keyboard: [[{ text: "Go", callback_data: "go" }]] },
  });
  await api.sendMessage(anna.user, "old", { reply_markup: { keyboard: [["Menu"]] } });
  await api.setMessageReaction(anna.user, 1, [{ type: "emoji", emoji: "👍" }]);
  const photo = await anna.send("photo");
  await anna.press("Go");
  await anna.delete(photo.id);
  const before = await anna.chat();
  const waiting = await api.getUpdates();
  await first.close();

  const second = await startRig({ databaseUrl }, {}, false);
  const again = new Api(OWNER, { apiRoot: second.telegram.url });
  const [person] = (await second.sandbox.state()).people;
  if (!person) throw new Error("Anna is gone");
  const seat = second.sandbox.knownPerson(person).at("owner_bot");
  expect(await seat.chat()).toEqual(before);
  expect(await again.getUpdates()).toEqual(waiting);
  expect(waiting.map(({ callback_query }) => callback_query?.message?.message_id)).toEqual([
    undefined,
    sent.message_id,
  ]);
  expect(await again.getMyCommands()).toEqual([{ command: "menu", description: "Menu" }]);
  const { file_path } = await again.getFile(waiting[0]?.message?.photo?.at(-1)?.file_id ?? "");
  const content = await fetch(`${second.telegram.url}/file/bot${OWNER}/${file_path}`);
  expect(Buffer.from(await content.arrayBuffer())).toHaveLength(photo.file?.size ?? 0);
  await second.sandbox.reset();
  await second.close();

  const third = await startRig({ databaseUrl }, {}, false);
  const state = await third.sandbox.state();
  expect(state).toMatchObject({ people: [], chats: [] });
  expect(state.bots.map(({ username, pendingUpdates }) => [username, pendingUpdates])).toEqual([
    ["owner_bot", 0],
    ["vet_bot", 0],
  ]);
  await third.close();
});

test("confirmed updates and renamed bots stay as they were left", async () => {
  const first = await startRig({ databaseUrl }, {}, false);
  const api = new Api(OWNER, { apiRoot: first.telegram.url });
  await newcomer(first, "owner_bot");
  const [update] = await takeUpdates(api);
  await first.close();
  const second = await startRig({ databaseUrl }, {}, false);
  const again = new Api(OWNER, { apiRoot: second.telegram.url });
  expect(await again.getUpdates()).toEqual([]);
  await newcomer(second, "owner_bot");
  expect((await again.getUpdates())[0]?.update_id).toBe((update?.update_id ?? 0) + 1);
  await second.close();
});
