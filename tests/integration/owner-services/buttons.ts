import type { Menu } from "../../../core/messaging/operation.ts";

/** Bytes a messenger carries in a button (Bot API, callback_data). */
const MOST_BYTES = 64;

/** Names of the actions behind a message's buttons; a question's own buttons and addresses are none. */
export function actionsIn(menu: Menu): string[] {
  return menu.flat().flatMap((button) => {
    if ("url" in button) return [];
    if (Buffer.byteLength(button.data) > MOST_BYTES) throw new Error(`too long for a button: ${button.data}`);
    return button.data.startsWith("d:") ? [] : [button.data.split(":")[0] ?? ""];
  });
}
