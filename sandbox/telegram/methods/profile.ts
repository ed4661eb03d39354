/** What a bot says about itself: name, descriptions, commands, menu button. */
import type { BotCommandScope } from "grammy/types";
import type { Call, Methods } from "../method.ts";
import { saveBot } from "../restore.ts";

interface Audience {
  scope?: BotCommandScope;
  language_code?: string;
}

function audience({ scope, language_code = "" }: Audience): string {
  return `${JSON.stringify(scope ?? { type: "default" })} ${language_code}`;
}

function setText({ world, bot }: Call, what: string, language: string | undefined, text = ""): true {
  bot.record.texts[`${what} ${language ?? ""}`] = text;
  saveBot(world, bot);
  world.changed({ type: "bots" });
  return true;
}

/** The text in this language, else the one for everyone. */
function text({ bot }: Call, what: string, language: string | undefined): string {
  return bot.record.texts[`${what} ${language ?? ""}`] || bot.record.texts[`${what} `] || "";
}

export const profileMethods = {
  getMe: ({ bot }) => structuredClone(bot.record.me),
  logOut: () => true,
  close: () => true,

  setMyName: (call, { name, language_code }) => setText(call, "name", language_code, name),
  getMyName: (call, { language_code }) => ({
    name: text(call, "name", language_code) || call.bot.record.me.first_name,
  }),
  setMyDescription: (call, { description, language_code }) =>
    setText(call, "about", language_code, description),
  getMyDescription: (call, { language_code }) => ({ description: text(call, "about", language_code) }),
  setMyShortDescription: (call, { short_description, language_code }) =>
    setText(call, "short", language_code, short_description),
  getMyShortDescription: (call, { language_code }) => ({
    short_description: text(call, "short", language_code),
  }),

  setMyCommands({ world, bot }, params) {
    bot.record.commands[audience(params)] = [...params.commands];
    saveBot(world, bot);
    world.changed({ type: "bots" });
    return true;
  },
  getMyCommands: ({ bot }, params) => bot.record.commands[audience(params)] ?? [],
  deleteMyCommands({ world, bot }, params) {
    delete bot.record.commands[audience(params)];
    saveBot(world, bot);
    world.changed({ type: "bots" });
    return true;
  },

  setChatMenuButton({ world, bot }, { menu_button }) {
    bot.record.menuButton = menu_button ?? { type: "default" };
    saveBot(world, bot);
    return true;
  },
  getChatMenuButton: ({ bot }) => bot.record.menuButton ?? { type: "commands" },
} satisfies Methods;
