/** The other end of WhatsApp on the stage: says everything back, and does on demand what the page has to show. */
import {
  botActs,
  botEdits,
  botReacts,
  botReads,
  botRevokes,
  receive,
} from "../../../sandbox/whatsapp/bot.ts";
import { confirm, openGate, type Hub } from "../../../sandbox/whatsapp/hub.ts";
import type { HubChat, HubChoice, HubEvent, HubMessage } from "../../../sandbox/whatsapp/records.ts";

const choice = (label: string): HubChoice => ({ label, data: label.toLowerCase() });

const MENU =
  "*Hello!* A vet answers you _here_.\n\n1. Buy a consultation\n2. My pets\n0. Back\n\nTo choose, send its number.";

type Answer = (hub: Hub, chat: HubChat, message: HubMessage, pay: string) => void;

const say = (hub: Hub, chat: HubChat, text: string, given: Partial<HubMessage> = {}) =>
  receive(hub, chat, { kind: "text", text }, given);

/** By what is written to it. */
const ANSWERS: Record<string, Answer> = {
  menu: (hub, chat) => say(hub, chat, MENU),
  pay: (hub, chat, _message, pay) => say(hub, chat, `💳 Pay 499 RUB: ${pay}`),
  links: (hub, chat) =>
    say(
      hub,
      chat,
      "https://t.me/pawline_bot?start=from_whatsapp or https://wa.me/79990000000?text=Hello%20again",
    ),
  buttons: (hub, chat) => say(hub, chat, "Shall we begin?", { choices: [choice("Begin"), choice("Later")] }),
  list: (hub, chat) =>
    say(hub, chat, "Who is it about?", {
      menu: "Our pets",
      choices: ["Marsik", "Rex", "Bella", "Tom"].map((name) => ({ ...choice(name), description: "A cat" })),
    }),
  poll: (hub, chat) =>
    receive(hub, chat, { kind: "poll", text: "Is he drinking?", options: ["Yes", "No"], votes: [] }),
  correct: (hub, chat) => botEdits(hub, chat, say(hub, chat, "Two pills"), "One pill"),
  withdraw: (hub, chat) => botRevokes(hub, chat, say(hub, chat, "Not meant for you")),
  typing: (hub, chat) => botActs(hub, chat, "typing"),
};

function hear(hub: Hub, chat: HubChat, message: HubMessage, pay: string): void {
  const { content, number: quoted } = message;
  const answer = ANSWERS[content.text];
  if (content.kind === "text" && answer) answer(hub, chat, message, pay);
  else if (content.kind === "text") say(hub, chat, `*You said:* ${content.text}`, { quoted });
  else if (content.kind === "choice") say(hub, chat, `You chose ${content.data}`);
  else receive(hub, chat, content);
}

function take(hub: Hub, event: HubEvent, pay: string): void {
  const chat = hub.chats.get(event.person);
  const message = chat?.messages.get(event.message);
  // What is called so is left lying, as while nobody has started.
  if (!chat || !message || message.content.text === "nobody") return;
  confirm(hub, event);
  // This one comes to the other side and is not looked at.
  if (message.content.text === "later") return;
  if (event.type === "message") {
    botReads(hub, chat);
    hear(hub, chat, message, pay);
  }
  if (event.type === "edited") say(hub, chat, `Edited to ${message.content.text}`);
  if (event.type === "reaction") botReacts(hub, chat, message, event.emoji && "🙏");
  if (event.type === "vote") say(hub, chat, `You voted for option ${event.options.join()}`);
}

/** @param pay address of the payment page @returns how to end it */
export const whatsappBot = (hub: Hub, pay: () => string): (() => void) =>
  // Whoever does something hears of it before the other side does.
  openGate(hub, (event) => void setImmediate(() => take(hub, event, pay())));
