/** Addresses (`WAWebWidFactory`) and keys of messages (`WAWebMsgKey`). */
import { keyOf } from "./models.js";

export class Wid {
  constructor(user, server) {
    this.user = user;
    this.server = server;
    this._serialized = `${user}@${server}`;
  }

  isUser() {
    return this.server === "c.us" || this.server === "lid";
  }
  isLid() {
    return this.server === "lid";
  }
  isGroup() {
    return this.server === "g.us";
  }
  isStatus() {
    return this._serialized === "status@broadcast";
  }
  isNewsletter() {
    return this.server === "newsletter";
  }
  isBroadcast() {
    return this.server === "broadcast";
  }
  toJid() {
    return this._serialized.replace("@c.us", "@s.whatsapp.net");
  }
  toString() {
    return this._serialized;
  }
  equals(other) {
    return keyOf(other) === this._serialized;
  }
}

export function createWid(value) {
  if (value instanceof Wid) return value;
  const [, user, server] = /^([^@]+)@(.+)$/.exec(keyOf(value) ?? "") ?? [];
  if (!user) throw new Error(`wid error: invalid wid ${JSON.stringify(value)}`);
  return new Wid(user, server.replace("s.whatsapp.net", "c.us"));
}

export class MsgKey {
  constructor({ fromMe, selfDir, remote, from, to, id, participant }) {
    this.fromMe = fromMe ?? selfDir === "out";
    this.remote = createWid(remote ?? (this.fromMe ? to : from));
    this.id = id;
    if (participant) this.participant = createWid(participant);
    const parts = [this.fromMe, this.remote, id, ...(this.participant ? [this.participant] : [])];
    this._serialized = parts.join("_");
  }

  /** Keys made by WhatsApp Web begin like this. */
  static async newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(9));
    return `3EB0${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`.toUpperCase();
  }

  static fromString(serialized) {
    const [mine, remote, id, participant] = serialized.split("_");
    return new MsgKey({ fromMe: mine === "true", remote, id, participant });
  }

  toString() {
    return this._serialized;
  }
}
