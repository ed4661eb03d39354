import type { Notice } from "../core/messaging/notice.ts";
import type { Button, Frame, Menu } from "../core/messaging/operation.ts";
import { isLocale, render, type Locale, type Text } from "./texts.ts";

/** Who reads: their language and zone, null until known. */
export interface Reader {
  readonly locale: string | null;
  readonly timeZone: string | null;
}

/** How a bot puts what the core says as data into the recipient's words. */
export interface Voice {
  /** `topic`: the message stands in its conversation's own topic, which says the rest. */
  frame(frame: Frame, reader: Reader, topic: boolean): { readonly header?: string; readonly menu?: Menu };
  notice(notice: Notice, reader: Reader): { readonly text: string; readonly menu?: Menu };
}

/** A notice before its language is applied. */
export interface NoticeView {
  readonly text: Text;
  readonly menu?: readonly (readonly NoticeButton[])[];
}

export type NoticeButton =
  | { readonly label: Text; readonly data: string }
  | { readonly label: Text; readonly url: string };

export interface NoticeReader {
  readonly locale: Locale;
  /** IANA zone. */
  readonly zone: string;
}

/** The language of a person none is known of: the service began in Russian. */
export const localeOf = ({ locale }: Reader): Locale => (locale && isLocale(locale) ? locale : "ru");

/** Applies a language. */
export function spoken(locale: Locale, { text, menu }: NoticeView): { text: string; menu?: Menu } {
  const words = render(locale, text);
  if (!menu) return { text: words };
  const buttons = menu.map((row) =>
    row.map((button): Button => {
      const label = render(locale, button.label);
      return "url" in button ? { label, url: button.url } : { label, data: button.data };
    }),
  );
  return { text: words, menu: buttons };
}
