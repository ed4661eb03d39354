/** The modules of WhatsApp Web that the library asks for (`window.require`), and a register of what it asked for. */
import { createWid, MsgKey } from "./ids.js";
import { base64, mediaModules } from "./media.js";
import { Collection, Emitter, keyOf, Model, plain, without } from "./models.js";
import {
  account,
  Chat,
  Cmd,
  Conn,
  Contact,
  known,
  Msg,
  messageOf,
  MsgModel,
  Reactions,
  Socket,
  upsertContact,
} from "./stores.js";
import { tell, tellOf } from "./wire.js";

const nothing = async () => {};

const LINK = /https?:\/\/\S+/g;
const findLinks = (text) =>
  (typeof text === "string" ? (text.match(LINK) ?? []) : []).map((href) => ({
    href,
    suspiciousCharacters: new Set(),
  }));

const votes = [];

/** Messages that no server has answered yet. */
export const unanswered = new Map();

function strip(model) {
  return plain(without(model.toJSON(), "messageSecret"));
}

function addAndSendMsgToChat(chat, given) {
  const attributes = without(given, "toJSON", "set", "mediaBlob");
  const media = attributes.directPath && { mediaData: { mediaStage: "RESOLVED" }, isUnsentMedia: true };
  const message = new MsgModel({ ...attributes, ...media, mediaObject: attributes.mediaObject ?? {} });
  chat.msgs.add(message);
  Msg.add(message);
  const result = new Promise((resolve) => {
    // A message is as old as the server says, whose clock need not be that of this browser.
    unanswered.set(keyOf(message.id), (ack, at) => {
      message.set({ ack, ...(at && { t: at }), ...(media && { isUnsentMedia: false }) });
      resolve({ messageSendResult: ack === -1 ? "ERROR_UNKNOWN" : "OK", t: message.t });
    });
  });
  void tell({ t: "send", msg: strip(message) });
  return [Promise.resolve(message), result];
}

/** Asks WhatsApp for a person, and learns of them what it tells. */
async function exists(wid) {
  const found = await tell({ t: "exists", wid: keyOf(wid) });
  if (found) upsertContact(found);
  return Boolean(found);
}

/** As many as WhatsApp Web reads from its store at once. */
async function loadEarlierMsgs({ chat }) {
  const [first] = chat.msgs.getModelsArray();
  const earlier = await tell({ t: "earlier", chat: keyOf(chat.id), before: first?.number ?? 0 });
  return earlier.map((told) => {
    const message = messageOf({ ...told, isNewMsg: false });
    chat.msgs.add(message);
    Msg.add(message);
    return message;
  });
}

const bytes = (value) => new Uint8Array(32).fill(value);
const chatState = (state) => async (wid) => void tell({ t: "acts", chat: keyOf(wid), state });

function vcardName(text) {
  return /^FN[^:]*:(.*)$/m.exec(text)?.[1]?.trim();
}

const modules = {
  WAWebSocketModel: { Socket },
  WAWebCmd: { Cmd },
  WAWebConnModel: { Conn },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebAltDeviceLinkingApi: {
    setPairingType: () => {},
    initializeAltDeviceLinking: nothing,
    initializeQRLinking: nothing,
    startAltLinkingFlow: async (phone) => tell({ t: "code", phone }),
  },
  WABase64: { encodeB64: base64 },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: "1" },
  WAWebAdvSignatureApi: { getADVSecretKey: () => base64(bytes(3)) },
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: bytes(1) } }) } },
  WAWebSignalStoreApi: {
    waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: bytes(2) } }) },
  },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => base64(bytes(3)) },
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => account.pn, getMaybeMeLidUser: () => account.lid },
  WAWebCollections: {
    Msg,
    Chat,
    Contact,
    Blocklist: new Collection(),
    BusinessProfile: new Collection(),
    Reactions,
  },
  WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
  WAWebCallCollection: Object.assign(new Emitter(), { _calls: new Map() }),
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen: nothing },
  WAWebAddonReactionTableMode: { reactionTableMode: { bulkUpsert: nothing } },
  WAWebAddonPollVoteTableMode: {
    pollVoteTableMode: { bulkUpsert: async (cast) => void votes.push(...cast) },
  },
  WAWebPollsVotesSchema: {
    getTable: () => ({
      equals: async (_names, id) => votes.filter((vote) => keyOf(vote.pollUpdateParentKey) === id).map(plain),
    }),
  },
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => "text" },
  WAWebWidFactory: { createWid, createWidFromWidLike: createWid, asUserWidOrThrow: createWid },
  WAWebFindChatAction: {
    async findOrCreateLatestChat(wid) {
      // In these words WhatsApp Web refuses a number that has no WhatsApp.
      if (!(await exists(wid))) throw new Error("No LID for user");
      return { chat: await Chat.find(wid) };
    },
  },
  WAWebMsgKey: MsgKey,
  WAWebChatGetters: {
    getIsNewsletter: (chat) => chat.id.isNewsletter(),
    getIsBroadcast: (chat) => chat.id.isBroadcast(),
  },
  WALinkify: { findLink: (text) => findLinks(text)[0], findLinks },
  WAWebLinkPreviewChatAction: { getLinkPreview: async () => null },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebMsgReply: { canReplyMsg: () => true },
  WAWebQuotedMsgModelUtils: {
    getQuotedMsgObj({ quotedMsg, quotedStanzaID, id }) {
      const found = Msg.getModelsArray().find((message) => message.id.id === quotedStanzaID);
      return (
        found ??
        new MsgModel({
          ...quotedMsg,
          id: new MsgKey({ fromMe: false, remote: id.remote, id: quotedStanzaID }),
        })
      );
    },
  },
  WAWebStreamModel: { Stream: { markAvailable: () => {}, markUnavailable: () => {} } },
  WAWebUpdateUnreadChatAction: {
    async sendSeen({ chat }) {
      chat.set({ unreadCount: 0 });
      await tell({ t: "seen", chat: keyOf(chat.id) });
    },
  },
  WAWebChatStateBridge: {
    sendChatStateComposing: chatState("typing"),
    sendChatStateRecording: chatState("recording"),
    sendChatStatePaused: nothing,
  },
  WAWebMsgActionCapability: {
    canEditText: ({ id, type }) => id.fromMe && type === "chat",
    canEditCaption: ({ id, caption }) => id.fromMe && Boolean(caption),
    canSenderRevokeMsg: ({ id }) => id.fromMe,
    canAdminRevokeMsg: () => false,
  },
  WAWebSendMessageEditAction: {
    async sendMessageEdit(message, text) {
      await tell({ t: "edit", id: keyOf(message.id), text });
      const words = message.directPath ? { caption: text } : { body: text };
      message.set({ latestEditSenderTimestampMs: Date.now(), ...words });
    },
  },
  WAWebSendReactionMsgAction: {
    sendReactionToMsg: async ({ id }, emoji) => void (await tell({ t: "react", id: keyOf(id), emoji })),
  },
  WAWebApiContact: {
    getCurrentLid: (wid) => known.lids.get(keyOf(wid)),
    getPhoneNumber: (wid) => known.phones.get(keyOf(wid)),
    getAlternateUserWid: (wid) => known.phones.get(keyOf(wid)) ?? known.lids.get(keyOf(wid)),
  },
  WAWebLidMigrationUtils: { toPn: (wid) => known.phones.get(keyOf(wid)) },
  WAWebQueryExistsJob: {
    queryWidExists: async (wid) => ((await exists(wid)) ? { wid: createWid(wid) } : null),
  },
  WAWebContactGetters: {
    getIsMe: ({ id }) => [account.pn, account.lid].some((mine) => mine?.equals(id)),
    getIsUser: ({ id }) => id.isUser(),
    getIsGroup: ({ id }) => id.isGroup(),
    getIsWAContact: () => true,
    getUserid: ({ id }) => id.user,
    getVerifiedName: () => undefined,
    getVerifiedLevel: () => 0,
    getStatusMute: () => false,
    getName: ({ name }) => name,
    getShortName: ({ name }) => name?.split(" ")[0],
    getPushname: ({ pushname }) => pushname,
    getIsEnterprise: () => false,
  },
  WAWebFrontendContactGetters: { getIsMyContact: ({ name }) => Boolean(name) },
  WAWebChatLoadMessages: { loadEarlierMsgs },
  WAWebVcardParsingUtils: { parseVcard: (text) => (vcardName(text) ? { name: vcardName(text) } : null) },
  WAWebVcardGetNameFromParsed: { vcardGetNameFromParsed: ({ name }) => name },
  ...mediaModules,
};

const reported = new Set();

function report(kind, what) {
  if (reported.has(what)) return;
  reported.add(what);
  tellOf("surface", { kind, what });
}

const watched = new WeakMap();

/** Says which members are asked for, and whether they are there. */
function watch(name, module) {
  const member = (target, property) => {
    if (typeof property === "string") report(property in target ? "used" : "missing", `${name}.${property}`);
    return target[property];
  };
  const seen = watched.get(module) ?? new Proxy(module, { get: member });
  watched.set(module, seen);
  return seen;
}

/** What the library finds as `window.require`. What is not simulated fails loudly, and the hub is told. */
export function require(name) {
  const module = Object.hasOwn(modules, name) ? modules[name] : undefined;
  if (!module) {
    report("missing", name);
    throw new Error(`The simulated WhatsApp Web has no module ${name}`);
  }
  report("used", name);
  return typeof module === "function" || module instanceof Model ? module : watch(name, module);
}

export const tables = {
  reactions: (rows) => modules.WAWebAddonReactionTableMode.reactionTableMode.bulkUpsert(rows),
  votes: (rows) => modules.WAWebAddonPollVoteTableMode.pollVoteTableMode.bulkUpsert(rows),
};
