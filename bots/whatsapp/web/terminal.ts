import { create } from "qrcode";
import type { WebState } from "./states.ts";

/** Light margin around the code, in modules: scanners need one to find it. */
const MARGIN = 2;
/** Black on bright white, whatever colours the terminal has: turned round, many phones do not read it. */
const COLOURS = "\u001B[107;30m";
const PLAIN = "\u001B[0m";

/**
 * What the person at the terminal is shown of a state: how to pair, and that it is done. Undefined: nothing. Whoever
 * reads it could pair an account: for a terminal, and never for a file.
 */
export function shownAtTerminal(state: WebState): string | undefined {
  switch (state.kind) {
    case "qr":
      return `WhatsApp has to be paired: on the number's phone, WhatsApp > Linked devices > Link a device, and scan this.\n${picture(state.qr)}`;
    case "code":
      return `WhatsApp has to be paired: on the number's phone, WhatsApp > Linked devices > Link a device > Link with phone number instead, and type ${state.code}.`;
    case "ready":
      return "WhatsApp is ready.";
    case "lost":
      return `WhatsApp cannot be reached (${state.reason}); it is tried again at ${state.again.toISOString()}.`;
    case "off":
    case "starting":
      return undefined;
  }
}

/** Two rows of modules in one line of half blocks. */
function picture(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: "L" });
  const dark = (row: number, column: number): boolean =>
    row >= 0 && column >= 0 && row < modules.size && column < modules.size && modules.get(row, column) === 1;
  const lines: string[] = [];
  for (let row = -MARGIN; row < modules.size + MARGIN; row += 2) {
    let line = "";
    for (let column = -MARGIN; column < modules.size + MARGIN; column += 1)
      line += BLOCKS[`${dark(row, column)}/${dark(row + 1, column)}`];
    lines.push(`${COLOURS}${line}${PLAIN}`);
  }
  return lines.join("\n");
}

/** By what is dark: above, below. */
const BLOCKS = { "true/true": "█", "true/false": "▀", "false/true": "▄", "false/false": " " } as const;
