import { createStore } from "../base/store.js";
import { showProblem } from "../ui/problem.js";
import { readChat, readSetup, readState } from "./api.js";
import { forgetDrafts } from "./drafts.js";

/**
 * What the page knows of the sandbox. It changes only by reading again what the stream of changes names.
 * @type {ReturnType<typeof createStore<{
 *   ready: boolean, online: boolean, offset: number, bots: object[], people: object[],
 *   summaries: object[], chats: Record<string, import("../../../control/api.ts").ChatView>, faults: object[],
 *   actions: Record<string, {action: string, topic: number, until: number}>,
 *   setup: {owner?: string, vet?: string, invitations: {name: string, role: string, payload: string}[]},
 * }>>}
 */
export const world = createStore({
  ready: false,
  online: false,
  offset: 0,
  bots: [],
  people: [],
  summaries: [],
  chats: {},
  faults: [],
  actions: {},
  setup: { invitations: [] },
});

/** Messages in one answer of the control API, unless told otherwise. */
const PAGE = 200;

/** Messengers show what a bot is doing for 5 s, or until its message comes. */
const ACTION_MS = 5000;

export const sandboxNow = () => Date.now() + world.get().offset;

/** Keeps the objects of unchanged messages, so that their bubbles are not drawn again. */
function keepSame(before, after) {
  const known = new Map((before?.messages ?? []).map((message) => [message.id, message]));
  const same = (message) => {
    const old = known.get(message.id);
    return old && JSON.stringify(old) === JSON.stringify(message) ? old : message;
  };
  const fresh = after.messages.map(same);
  const first = fresh[0]?.id ?? 0;
  const older = after.more ? (before?.messages ?? []).filter((message) => message.id < first) : [];
  return { ...after, messages: [...older, ...fresh], more: older.length > 0 ? before.more : after.more };
}

/** How often each chat was read by itself. */
const versions = new Map();

function put(chat) {
  versions.set(chat.key, (versions.get(chat.key) ?? 0) + 1);
  world.set(({ chats, summaries }) => ({
    chats: { ...chats, [chat.key]: keepSame(chats[chat.key], chat) },
    summaries: [...summaries.filter((each) => each.key !== chat.key), chat],
  }));
}

/** Reads of one chat never overtake each other; many changes at once are one read. */
const reading = new Map();

/** How often everything was emptied. */
let resets = 0;

/** @param {string} key @param {number} [message] the one that changed: it may stand before the newest page */
function refresh(key, message) {
  const running = reading.get(key);
  if (running) {
    running.again = true;
    running.changed.push(message);
    return running.done;
  }
  const state = { again: false, changed: [message], done: Promise.resolve() };
  reading.set(key, state);
  state.done = (async () => {
    do {
      state.again = false;
      const changed = new Set(state.changed.splice(0));
      await readOnce(key, changed).catch((error) => {
        // A reset took the chat away while it was read; it may have been opened anew since.
        if (error.status !== 404) throw error;
      });
    } while (state.again);
  })().finally(() => reading.delete(key));
  return state.done;
}

async function readOnce(key, changed) {
  const before = resets;
  const chat = await readChat(key);
  // What was read before a reset is no more.
  if (before !== resets) return;
  put(chat);
  await readAgain(key, changed);
}

/** Reads those of the changed messages that the newest page does not hold, where they are shown at all. */
async function readAgain(key, changed) {
  const { messages } = world.get().chats[key];
  const old = messages.slice(0, -PAGE).filter(({ id }) => changed.has(id));
  if (old.length === 0) return;
  const pages = await Promise.all(old.map(({ id }) => readChat(key, { before: id + 1, limit: 1 })));
  const fresh = new Map(pages.flatMap((page) => page.messages).map((message) => [message.id, message]));
  world.set(({ chats }) => {
    const chat = chats[key];
    const kept = chat.messages.map((message) => fresh.get(message.id) ?? message);
    return { chats: { ...chats, [key]: { ...chat, messages: kept } } };
  });
}

/** Adds the messages before the oldest one that is known. */
export async function readOlder(key) {
  const known = world.get().chats[key];
  const page = await readChat(key, { before: known.messages[0]?.id });
  world.set(({ chats }) => ({
    chats: {
      ...chats,
      [key]: { ...chats[key], messages: [...page.messages, ...chats[key].messages], more: page.more },
    },
  }));
}

const OUTLINE = 1;
const ALL = 2;

/** Reads of the whole never overtake each other either: the last one to end began after the last change. */
const whole = { wanted: 0, running: null };

function read(what) {
  whole.wanted = Math.max(whole.wanted, what);
  whole.running ??= readWanted().finally(() => (whole.running = null));
  return whole.running;
}

async function readWanted() {
  while (whole.wanted > 0) {
    const what = whole.wanted;
    whole.wanted = 0;
    await (what === ALL ? readAll() : readOutline()).catch((error) => {
      // A reset took something away while it was read; what tells of it comes next.
      if (error.status !== 404) throw error;
    });
  }
}

async function readAll() {
  const before = new Map(versions);
  const [state, setup] = await Promise.all([readState(), readSetup()]);
  const { people, bots, faults, chats: summaries, clock } = state;
  const read = await Promise.all(summaries.map(({ key }) => readChat(key)));
  const { chats: known } = world.get();
  // What was read by itself meanwhile is newer than the whole, which may not even have it.
  const newer = Object.values(known).filter(({ key }) => before.get(key) !== versions.get(key));
  const isNewer = ({ key }) => newer.some((chat) => chat.key === key);
  const chats = [
    ...read.filter((chat) => !isNewer(chat)).map((chat) => keepSame(known[chat.key], chat)),
    ...newer,
  ];
  world.set({
    people,
    bots,
    faults,
    setup,
    offset: clock.offsetMs,
    summaries: [...summaries.filter((each) => !isNewer(each)), ...newer],
    chats: Object.fromEntries(chats.map((chat) => [chat.key, chat])),
    ready: true,
  });
}

async function readOutline() {
  const { people, bots, faults, clock } = await readState();
  world.set({ people, bots, faults, offset: clock.offsetMs });
}

function showAction({ chat, action, topic = 0 }) {
  const until = Date.now() + ACTION_MS;
  world.set(({ actions }) => ({ actions: { ...actions, [chat]: { action, topic, until } } }));
  setTimeout(
    () =>
      world.set(({ actions }) => ({
        actions: actions[chat]?.until === until ? without(actions, chat) : actions,
      })),
    ACTION_MS,
  );
}

function without(actions, key) {
  const { [key]: _gone, ...rest } = actions;
  return rest;
}

async function apply(change) {
  switch (change.type) {
    case "action":
      return showAction(change);
    case "reset":
      resets += 1;
      forgetDrafts();
      world.set({ chats: {}, actions: {} });
      return read(ALL);
    case "people":
    case "bots":
    case "faults":
    case "clock":
      return read(OUTLINE);
    default:
      if (change.type === "message") world.set(({ actions }) => ({ actions: without(actions, change.chat) }));
      return refresh(change.chat, change.message);
  }
}

/** Follows the stream of changes; after a break everything is read again. */
export function follow() {
  const stream = new EventSource("/events");
  stream.addEventListener("ready", () => {
    world.set({ online: true });
    read(ALL).catch((error) => showProblem(error.message));
  });
  stream.addEventListener("message", (event) => {
    apply(JSON.parse(event.data)).catch((error) => showProblem(error.message));
  });
  stream.addEventListener("error", () => world.set({ online: false }));
}
