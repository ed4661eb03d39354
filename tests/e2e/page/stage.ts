/**
 * The page in a real browser, over the real Bot API server and control API; in the place of the service small bots that
 * answer in every way the page has to show.
 */
import { Bot, InlineKeyboard, Keyboard, type Context } from "grammy";
import { afterAll, expect } from "vitest";
import type { Browser, Page } from "playwright-core";
import { createClock } from "../../../sandbox/clock.ts";
import { writeJson } from "../../../sandbox/control/http.ts";
import { connect, type Sandbox } from "../../../sandbox/control/client.ts";
import { startControl, type Router } from "../../../sandbox/control/server.ts";
import { pageRoutes } from "../../../sandbox/page/routes.ts";
import { startTelegram } from "../../../sandbox/telegram/server.ts";
import { createHub, type Hub } from "../../../sandbox/whatsapp/hub.ts";
import { launchChromium } from "../../support/chromium.ts";
import { whatsappBot } from "./whatsapp-bot.ts";

export interface Stage {
  url: string;
  sandbox: Sandbox;
  /** Where there is WhatsApp, with a bot at its other end. */
  hub: Hub | undefined;
  /** Closes a page. @throws what the browser complained of: errors, missing texts, requests that failed */
  leave(page: Page): Promise<void>;
  /** A page of its own, as on a first visit. */
  visit(options?: { width?: number; height?: number; dark?: boolean; russian?: boolean }): Promise<Page>;
}

const INVITATIONS = [
  { name: "Maria Green", role: "vet", payload: "invitation-of-maria" },
  { name: "Support", role: "operator", payload: "invitation-of-support" },
];

const setup: Router = (_request, response, url) => {
  if (url.pathname === "/pay") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<h1>Pay 499 RUB</h1>");
    return Promise.resolve(true);
  }
  if (url.pathname !== "/page/setup") return Promise.resolve(false);
  writeJson(response, 200, { owner: "pawline_bot", vet: "pawline_staff_bot", invitations: INVITATIONS });
  return Promise.resolve(true);
};

/** Says everything back, and has a button of every kind. */
function ownerBot(bot: Bot, pay: () => string): void {
  bot.command("start", async (context) => {
    const below = new Keyboard()
      .text("Buy a consultation")
      .text("My pets")
      .row()
      .requestContact("Share contact");
    await context.reply("Hello! A vet answers you here.", { reply_markup: below.resized() });
    const buttons = new InlineKeyboard().text("Toast", "toast").text("Window", "window").row();
    await context.reply("What shall we do?", {
      reply_markup: buttons.text("Next", "next").url("Pay", pay()),
    });
  });
  bot.callbackQuery("toast", (context) => context.answerCallbackQuery({ text: "Done, have a look" }));
  bot.callbackQuery("window", (context) =>
    context.answerCallbackQuery({ text: "Read this first", show_alert: true }),
  );
  bot.callbackQuery("next", async (context) => {
    await context.answerCallbackQuery();
    await context.editMessageText("Page 2", { reply_markup: new InlineKeyboard().text("Back", "next") });
  });
  bot.on("message_reaction", (context) => react(context));
  bot.on("edited_message", (context) => context.reply(`Edited to ${context.editedMessage.text ?? ""}`));
  bot.on("message:text", (context) =>
    context.reply(`You said: ${context.msg.text}`, {
      entities: [{ type: "bold", offset: 0, length: 8 }],
      reply_parameters: { message_id: context.msg.message_id },
    }),
  );
  bot.on("message", (context) => context.copyMessage(context.chat.id));
}

async function react(context: Context): Promise<void> {
  const { messageReaction } = context;
  if (!messageReaction || messageReaction.new_reaction.length === 0) return;
  await context.api.setMessageReaction(messageReaction.chat.id, messageReaction.message_id, [
    { type: "emoji", emoji: "❤" },
  ]);
}

/** Opens two topics, answers in the topic it is written in, renames it on demand. */
function staffBot(bot: Bot): void {
  bot.command("start", async (context) => {
    await context.reply("Welcome to the clinic.");
    for (const name of ["12 · Marsik, cat", "13 · Rex, dog"]) {
      const topic = await context.api.createForumTopic(context.chat.id, name);
      await context.api.sendMessage(context.chat.id, `The card of ${name}`, {
        message_thread_id: topic.message_thread_id,
      });
    }
  });
  bot.on("message:text", async (context) => {
    const topic = context.msg.message_thread_id;
    if (topic === undefined) return;
    if (context.msg.text === "rename")
      await context.api.editForumTopic(context.chat.id, topic, { name: "✓ done" });
    else await context.reply(`Noted: ${context.msg.text}`, { message_thread_id: topic });
  });
}

const KINDS = ["message", "edited_message", "callback_query", "message_reaction"] as const;

/** One stage and one browser for a test file; both end with it, and nothing may have broken the Bot API's schema. */
export async function stageForFile({ whatsapp = false } = {}): Promise<Stage> {
  const clock = createClock();
  const telegram = await startTelegram({ clock, strict: true });
  telegram.addBot("100:owner", { username: "pawline_bot", first_name: "Pawline" });
  telegram.addBot("200:staff", { username: "pawline_staff_bot", first_name: "Pawline vets", topics: true });
  const hub = whatsapp ? createHub(telegram.world) : undefined;
  const control = await startControl({
    telegram,
    ...(hub && { whatsapp: hub }),
    clock,
    service: { pending: () => Promise.resolve({}) },
    reset: () => Promise.resolve(),
    extra: [setup, pageRoutes()],
  });
  const owner = new Bot("100:owner", { client: { apiRoot: telegram.url } });
  const staff = new Bot("200:staff", { client: { apiRoot: telegram.url } });
  ownerBot(owner, () => `${control.url}/pay`);
  staffBot(staff);
  await owner.api.setMyCommands([{ command: "menu", description: "The menu" }]);
  await owner.api.setMyDescription("A vet in your pocket.");
  const polling = [owner, staff].map((bot) => bot.start({ allowed_updates: KINDS }));
  const hangUp = hub && whatsappBot(hub, () => `${control.url}/pay`);
  const browser = await launchChromium();
  afterAll(async () => {
    await browser.close();
    hangUp?.();
    await Promise.all([owner.stop(), staff.stop(), ...polling]);
    await control.close();
    await telegram.close();
    expect(telegram.world.violations).toEqual([]);
  });
  return {
    url: control.url,
    sandbox: connect(control.url),
    hub,
    leave,
    visit: (options = {}) => visit(browser, control.url, options),
  };
}

const complaints = new Map<Page, string[]>();

async function leave(page: Page): Promise<void> {
  await page.close();
  const heard = complaints.get(page) ?? [];
  if (heard.length > 0) throw new Error(heard.join("\n"));
}

async function visit(
  browser: Browser,
  url: string,
  { width = 1440, height = 900, dark = false, russian = false }: Parameters<Stage["visit"]>[0] & object,
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(8000);
  const heard: string[] = [];
  complaints.set(page, heard);
  page.on("console", (message) => {
    // What a reset takes away may be asked for, or a chat marked as read, once more; the page passes over it, the browser
    // notes it all the same.
    const gone = /\/api\/(chats|files)\b/.test(message.location().url) && message.text().includes("404");
    if (["error", "warning"].includes(message.type()) && !gone)
      heard.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => heard.push(error.message));
  if (russian)
    await page.addInitScript({ content: `localStorage.setItem("pawline.page", '{"locale":"ru"}')` });
  await page.goto(url);
  await page.locator("#part-vet .phone").waitFor({ state: "attached" });
  return page;
}
