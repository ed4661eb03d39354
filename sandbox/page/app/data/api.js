import { completed } from "./whatsapp.js";

/** The control API of the sandbox (sandbox/README.md), which is all that this page can do. */

/** @typedef {import("../../../control/api.ts").StateView} StateView */
/** @typedef {import("../../../control/api.ts").ChatView} ChatView */

async function call(method, path, body, type = "application/json") {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": type }, body }),
  });
  const answer = await response.json().catch(() => ({ error: `${response.status} ${response.statusText}` }));
  if (!response.ok) throw Object.assign(new Error(answer.error), { status: response.status });
  return answer;
}

const post = (path, value) => call("POST", path, JSON.stringify(value));
const place = (key) => `/api/chats/${key.replace(":", "/")}`;

/** @returns {Promise<StateView>} */
export const readState = () => call("GET", "/api/state");

/** @returns {Promise<ChatView>} the newest messages, or those before one, as many as a page has or fewer */
export async function readChat(key, page = {}) {
  const chat = await call("GET", `${place(key)}?${new URLSearchParams(page)}`);
  return { ...chat, messages: chat.messages.map(completed) };
}

/** What a person does in a chat: say, send, press, react … */
export const act = (key, name, input) => post(`${place(key)}/${name}`, input);

export const openChat = (bot, user) => post("/api/chats", { bot, user });
/** Somebody new, or who has this id already. */
export const keepUser = (id, user) => call("PUT", `/api/users/${id}`, JSON.stringify(user));
export const updateUser = (id, change) => call("PATCH", `/api/users/${id}`, JSON.stringify(change));
export const moveClock = (wish) => post("/api/clock", wish);
export const addFault = (fault) => post("/api/faults", fault);
export const clearFaults = (id) => call("DELETE", id === undefined ? "/api/faults" : `/api/faults/${id}`);
export const resetAll = () => post("/api/reset", {});

/** Which bot is whose, and the invitations that wait for staff. */
export const readSetup = () => call("GET", "/page/setup");

/** @returns {Promise<{uid: string}>} what a message then names */
export const upload = (file, name, mime) =>
  call("POST", `/api/files?${new URLSearchParams({ name, mime })}`, file, "application/octet-stream");

export const fileAddress = (uid) => `/api/files/${uid}`;
