import type { Keyboard, Menu } from "../../core/messaging/operation.ts";
import type { Out } from "./out.ts";
import { encodePick } from "./token.ts";

/** The buttons under a message; undefined when it has none, or when a share button takes their place. */
export function menuOf({ of, rows, request, menu }: Out): Menu | undefined {
  if (menu) return menu;
  if (of === undefined || !rows || request) return undefined;
  return rows.map((row) =>
    row.map(({ label, value, role }) => ({ label, data: encodePick(of, value), role })),
  );
}

/**
 * The keyboard with a share button, and below it the question's other buttons as keys that write their label. It folds
 * away once used; `restore` of a later message tells when the usual one comes back.
 */
export function keyboardOf({ rows = [], request }: Out): Keyboard | undefined {
  if (!request) return undefined;
  const keys = rows.map((row) => row.map(({ label, role }) => ({ label, role })));
  return { rows: [[{ label: request.label, request: request.kind }], ...keys], once: true };
}
