/** What WhatsApp Web keeps: chats, messages, contacts, the state of its connection. */
import { createWid, MsgKey } from "./ids.js";
import { Collection, Emitter, keyOf, Model, plain, without } from "./models.js";
import { tell } from "./wire.js";

/** The messages of one chat that are in memory, in order: our own new ones have no number yet. */
class Thread extends Collection {
  getModelsArray() {
    return super.getModelsArray().sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity));
  }
}

export class ChatModel extends Model {
  constructor(attributes) {
    const defaults = { unreadCount: 0, archive: false, pin: 0, isLocked: false, mute: { expiration: 0 } };
    super({ ...defaults, muteExpiration: 0, ...attributes });
    this.msgs = new Thread();
  }

  toJSON() {
    return without(super.toJSON(), "msgs");
  }

  serialize() {
    return { ...plain(this.toJSON()), msgs: this.msgs.getModelsArray().map(({ id }) => keyOf(id)) };
  }
}

export class MsgModel extends Model {
  unsafe() {
    return this;
  }

  canReply() {
    return true;
  }

  msgContextInfo() {
    const { type, body, caption } = this;
    return {
      quotedMsg: { type, body, caption },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.from,
      quotedRemoteJid: this.id.remote,
    };
  }

  async downloadMedia() {
    const response = await fetch(`/mms${this.directPath}`, { method: "HEAD" });
    const failed = response.status === 410 ? "REUPLOADING" : "ERROR_MISSING";
    this.mediaData.mediaStage = response.ok ? "RESOLVED" : failed;
  }

  toJSON() {
    return without(super.toJSON(), "mediaBlob", "mediaObject", "preview");
  }
}

class Messages extends Collection {
  modelClass = MsgModel;

  /** Those that are not in memory are looked up in what was stored. */
  async getMessagesById(ids) {
    const found = ids.map(async (id) => {
      const known = this.get(id);
      if (known) return known;
      const stored = await tell({ t: "message", id: keyOf(id) });
      return stored ? messageOf(stored) : undefined;
    });
    return { messages: (await Promise.all(found)).filter(Boolean) };
  }
}

class Chats extends Collection {
  async find(id) {
    const wid = createWid(id);
    return this.get(wid) ?? this.add(new ChatModel({ id: wid, formattedTitle: wid.user }));
  }
}

class Contacts extends Collection {
  async find(id) {
    return this.get(id) ?? this.add(new Model({ id: createWid(id), type: "in" }));
  }
}

export const Msg = new Messages();
export const Chat = new Chats();
export const Contact = new Contacts();
export const Reactions = new Collection();

export const Socket = Object.assign(new Model({ state: "OPENING", hasSynced: false }), {
  logout: () => tell({ t: "logout" }),
  takeover: () => Socket.set({ state: "CONNECTED" }),
});

export const Conn = new Model({
  ref: undefined,
  pushname: undefined,
  platform: "android",
  battery: 100,
  plugged: true,
  wid: undefined,
});

export const Cmd = Object.assign(new Emitter(), {
  refreshQR: () => tell({ t: "refresh" }),
  async sendRevokeMsgs(_chat, { list }) {
    for (const message of list) {
      await tell({ t: "revoke", id: keyOf(message.id) });
      message.set({ type: "revoked", body: "" });
    }
  },
  async sendDeleteMsgs(_chat, { list }) {
    for (const message of list) Msg.remove(message);
  },
});

/** Whose device this is: `{pn, lid}` once it is paired. */
export const account = { pn: undefined, lid: undefined };

/** Numbers and the hidden ids that stand for them. */
export const known = { phones: new Map(), lids: new Map() };

export function upsertContact({ phone, lid, name }) {
  const pn = phone && createWid(`${phone}@c.us`);
  const hidden = createWid(`${lid}@lid`);
  if (pn) {
    known.phones.set(keyOf(hidden), pn);
    known.lids.set(keyOf(pn), hidden);
  }
  for (const id of pn ? [pn, hidden] : [hidden])
    if (!Contact.get(id)) {
      const behind = id.isLid() && pn ? { phoneNumber: pn } : {};
      Contact.add(new Model({ id, type: "in", pushname: name, ...behind }));
    }
}

/**
 * Notes what a person has put under a message (nothing: taken away), as the collection of reactions shows it; returns
 * whether there is any.
 */
export function noteReaction(id, sender, { emoji, at, key = keyOf(id) }) {
  const before = Reactions.get(id);
  if (before) Reactions.remove(before);
  if (!emoji) return false;
  const given = {
    msgKey: new MsgKey({ fromMe: false, remote: sender, id: key }),
    parentMsgKey: id,
    senderUserJid: keyOf(sender),
    reactionText: emoji,
    timestamp: at,
  };
  const reactions = [{ aggregateEmoji: emoji, hasReactionByMe: false, senders: [given] }];
  Reactions.add({ id, reactions: Object.assign(reactions, { serialize: () => plain([...reactions]) }) });
  return true;
}

/** A message as the hub tells it. */
export function messageOf({ key, chat, fromMe, quoted, parent, reaction, ...rest }) {
  const remote = createWid(chat);
  const id = new MsgKey({ fromMe, remote, id: key });
  const about = quoted && {
    quotedMsg: { type: quoted.type, body: quoted.body },
    quotedStanzaID: quoted.key,
    quotedParticipant: quoted.fromMe ? account.pn : remote,
  };
  return new MsgModel({
    star: false,
    broadcast: false,
    isForwarded: false,
    mentionedJidList: [],
    groupMentions: [],
    ...rest,
    ...(reaction && { hasReaction: noteReaction(id, remote, reaction) }),
    id,
    from: fromMe ? account.pn : remote,
    to: fromMe ? remote : account.pn,
    ...(parent && {
      associationType: "MEDIA_ALBUM",
      parentMsgKey: new MsgKey({ fromMe, remote, id: parent }),
    }),
    ...(rest.directPath && { mediaData: { mediaStage: "INIT" }, mediaObject: {} }),
    ...about,
  });
}

/** @param {boolean} fresh new to the page, and not merely read from what it had stored */
export async function addMessage(told, fresh) {
  const message = messageOf({ ...told, isNewMsg: fresh });
  const chat = await Chat.find(message.id.remote);
  const before = Msg.get(message.id);
  if (before && !told.again) return before;
  chat.msgs.add(message);
  Msg.add(message);
  const unread = fresh && !before && !message.id.fromMe ? 1 : 0;
  chat.set({ t: message.t, lastReceivedKey: message.id, unreadCount: chat.unreadCount + unread });
  return message;
}
