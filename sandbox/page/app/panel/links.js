import { createStore } from "../base/store.js";
import { preferences } from "../base/preferences.js";

/** What the payer looks at; nothing: the panel is closed. */
export const panel = createStore({ url: null, visit: 0 });

/** Links to our own bots are opened by whoever knows the bots. */
export const botLinks = { open: (_link) => false };

/** `t.me/<bot>?start=<payload>`, `wa.me/<number>?text=<words>`: which app, and what it opens. Any other: undefined. */
function linkToBot({ hostname, pathname, searchParams }) {
  const name = pathname.slice(1);
  if (["t.me", "telegram.me"].includes(hostname))
    return { app: "telegram", name, payload: searchParams.get("start") ?? undefined };
  if (hostname === "wa.me") return { app: "whatsapp", name, text: searchParams.get("text") ?? "" };
  return undefined;
}

const HERE = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Opens an address of this machine in the panel, a link to one of our bots on its phone.
 * @returns whether it was one of these; anything else is for a tab of its own
 */
export function openLink(address) {
  const url = new URL(address);
  const link = linkToBot(url);
  if (link) return botLinks.open(link);
  if (!HERE.includes(url.hostname) || !/^https?:$/.test(url.protocol)) return false;
  panel.set(({ visit }) => ({ url: url.href, visit: visit + 1 }));
  preferences.set({ tab: "payer" });
  return true;
}

export const closePanel = () => {
  panel.set({ url: null });
  if (preferences.get().tab === "payer") preferences.set({ tab: "owner" });
};
