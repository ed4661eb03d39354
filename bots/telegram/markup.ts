import type { Button, Keyboard, Menu } from "../../core/messaging/operation.ts";

/** Bot API `reply_markup` for a menu or a keyboard. A message can carry one: a menu goes before a keyboard. */
export function markup(menu: Menu | undefined, keyboard: Keyboard | undefined): object | undefined {
  if (menu) return { inline_keyboard: menu.map((row) => row.map(inline)) };
  if (keyboard === "remove") return { remove_keyboard: true };
  if (!keyboard) return undefined;
  return {
    keyboard: keyboard.rows.map((row) =>
      row.map(({ label, request }) => ({
        text: label,
        ...(request === "contact" && { request_contact: true }),
        ...(request === "location" && { request_location: true }),
      })),
    ),
    resize_keyboard: true,
    ...(keyboard.once ? { one_time_keyboard: true } : { is_persistent: true }),
  };
}

const inline = (button: Button) =>
  "url" in button
    ? { text: button.label, url: button.url }
    : { text: button.label, callback_data: button.data };
