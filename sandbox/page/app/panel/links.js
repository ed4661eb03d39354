import { createStore } from "../base/store.js";
import { preferences } from "../base/preferences.js";

/** What the payer looks at; nothing: the panel is closed. */
export const panel = createStore({ url: null, visit: 0 });

/** Links to our own bots (`t.me/<bot>?start=<payload>`) are opened by whoever knows the bots. */
export const botLinks = { open: (_username, _payload) => false };

const HERE = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Opens an address of this machine in the panel, a link to one of our bots on its phone.
 * @returns whether it was one of these; anything else is for a tab of its own
 */
export function openLink(address) {
  const url = new URL(address);
  if (["t.me", "telegram.me"].includes(url.hostname))
    return botLinks.open(url.pathname.slice(1), url.searchParams.get("start") ?? undefined);
  if (!HERE.includes(url.hostname) || !/^https?:$/.test(url.protocol)) return false;
  panel.set(({ visit }) => ({ url: url.href, visit: visit + 1 }));
  preferences.set({ tab: "payer" });
  return true;
}

export const closePanel = () => {
  panel.set({ url: null });
  if (preferences.get().tab === "payer") preferences.set({ tab: "owner" });
};
