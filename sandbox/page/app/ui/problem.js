import { html } from "../base/html.js";
import { createStore, useStore } from "../base/store.js";
import { useTexts } from "../base/texts.js";

/** What went wrong last, in words; it stays until it is dismissed or something works again. */
const problem = createStore({ words: null });

export const showProblem = (words) => problem.set({ words });

/** Runs what the person asked for; a failure is told, never thrown. */
export async function attempt(work) {
  try {
    const result = await work();
    problem.set({ words: null });
    return result;
  } catch (error) {
    problem.set({ words: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

export function Problem() {
  const t = useTexts();
  const { words } = useStore(problem);
  return html`<div role="alert">
    ${
      words &&
      html`<div class="page-error">
        <span>${words}</span>
        <button type="button" class="button" onClick=${() => showProblem(null)}>${t("dismiss")}</button>
      </div>`
    }
  </div>`;
}
