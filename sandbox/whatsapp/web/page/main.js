/**
 * A simulated web.whatsapp.com: what whatsapp-web.js touches of the real page, backed by the sandbox's hub instead of
 * WhatsApp's servers.
 */
import { createWid, MsgKey } from "./ids.js";
import { require, tables, unanswered } from "./modules.js";
import { account, addMessage, Chat, Cmd, Conn, Msg, noteReaction, Socket, upsertContact } from "./stores.js";
import { connect, tell, tellOf } from "./wire.js";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The library attaches its listeners some time after the page has loaded. */
async function until(there) {
  while (!there()) await pause(10);
}

async function opened({ device, contacts, chats, fresh, early, syncFirst, syncTwice }) {
  account.pn = createWid(`${device.phone}@c.us`);
  account.lid = createWid(`${device.lid}@lid`);
  Conn.set({ pushname: device.title, wid: account.pn });
  contacts.forEach(upsertContact);
  for (const { chat, unread, messages } of chats) {
    for (const told of messages) await addMessage(told, false);
    (await Chat.find(chat)).set({ unreadCount: unread });
  }
  const deliver = async () => {
    for (const event of fresh) await hear(event);
  };
  // Within one life of the page nothing has to be synchronised again.
  if (Socket.hasSynced) {
    Socket.set({ state: "CONNECTED" });
    return deliver();
  }
  if (syncTwice) void until(() => window.WWebJS).then(() => window.onAppStateHasSyncedEvent());
  if (early) await deliver();
  if (syncFirst) Socket.hasSynced = true;
  Socket.set({ state: "CONNECTED" });
  await until(() => Socket.has("change:hasSynced"));
  Cmd.emit("offline_progress_update_from_bridge");
  Socket.set({ hasSynced: true });
  if (early) return;
  await until(() => Msg.has("add"));
  return deliver();
}

const addon = ({ chat, parent }, id) => ({
  id: new MsgKey({ fromMe: false, remote: chat, id }),
  from: createWid(chat),
  parent: MsgKey.fromString(parent),
});

const handlers = {
  unpaired({ ref }) {
    Conn.set({ ref });
    Socket.set({ state: "UNPAIRED" });
  },
  ref: ({ ref }) => Conn.set({ ref }),
  paired({ token }) {
    localStorage.setItem("device", token);
    Socket.set({ state: "PAIRING" });
  },
  opened,
  contact: ({ contact }) => upsertContact(contact),
  async msg({ msg, deaf }) {
    const { id } = await addMessage(msg, !deaf);
    const chat = Chat.get(id.remote);
    if (deaf) chat.set({ unreadCount: chat.unreadCount + 1 });
  },
  ack({ id, ack, at }) {
    const answered = unanswered.get(id);
    unanswered.delete(id);
    if (answered) answered(ack, at);
    else Msg.get(id)?.set({ ack });
  },
  edited: ({ id, at, words }) => Msg.get(id)?.set({ latestEditSenderTimestampMs: at, ...words }),
  revoked: ({ id }) => Msg.get(id)?.set({ type: "revoked", body: "", caption: undefined }),
  reaction(event) {
    const { id, from, parent } = addon(event, event.key);
    const { emoji: reactionText, at: reactionTimestamp } = event;
    Msg.get(parent)?.set({ hasReaction: noteReaction(parent, from, event) });
    const row = { id, from, reactionParentKey: parent, reactionText, reactionTimestamp };
    return tables.reactions([{ ...row, read: false, orphan: 0, ack: 2 }]);
  },
  vote(event) {
    const { id, from, parent } = addon(event, event.key);
    const when = { t: event.at, senderTimestampMs: event.at };
    return tables.votes([
      { id, from, pollUpdateParentKey: parent, ...when, selectedOptionLocalIds: event.options },
    ]);
  },
  state: ({ state }) => Socket.set({ state }),
  async logout() {
    localStorage.removeItem("device");
    Cmd.emit("logout");
    await pause(50);
    location.href = "/?post_logout=1&logout_reason=0";
  },
};

/** What the library calls to hand an event over to the program that drives this browser. */
const HANDED_OVER = [
  "onAddMessageEvent",
  "onEditMessageEvent",
  "onChangeMessageTypeEvent",
  "onReaction",
  "onPollVoteEvent",
];

const watched = new Set();
let handing = [];

/** The library puts these functions there at some time. */
function watchHandingOver() {
  for (const name of HANDED_OVER) {
    const call = window[name];
    if (!call || watched.has(call)) continue;
    window[name] = (...values) => {
      const handed = call(...values);
      handing.push(handed);
      return handed;
    };
    watched.add(window[name]);
  }
}

/** An event is ours when whoever drives this browser has it: "seen" speaks of no other. */
async function hear(event) {
  watchHandingOver();
  handing = [];
  await handlers[event.t]?.(event);
  const handed = Promise.allSettled(handing);
  if (event.seq !== undefined) void handed.then(() => tellOf("got", event.seq));
}

/** One after the other: an event may build on the one before. */
let last = Promise.resolve();

connect(
  localStorage.getItem("device"),
  (event) => {
    last = last.then(() => hear(event)).catch((error) => tell({ t: "failed", error: String(error) }));
  },
  () => {
    if (Socket.state === "CONNECTED") Socket.set({ state: "TIMEOUT" });
  },
);

Object.assign(window, { require, Debug: { VERSION: "2.3000.1035000000" } });
