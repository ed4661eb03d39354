import { createStore, useStore } from "../base/store.js";

const NO_DRAFT = { text: "", replyTo: null, editing: null, asked: 0 };

/** By place (a chat and a topic of it), so that going elsewhere loses nothing. */
const drafts = createStore({ places: {} });

/** @param {string} place @param {Partial<typeof NO_DRAFT>} change `asked`: grows when the field shall have the focus */
export const compose = (place, change) =>
  drafts.set(({ places }) => ({
    places: { ...places, [place]: { ...(places[place] ?? NO_DRAFT), ...change } },
  }));

export const forgetDrafts = () => drafts.set({ places: {} });

export const useDraft = (place) => useStore(drafts).places[place] ?? NO_DRAFT;
