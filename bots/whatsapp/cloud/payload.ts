import { cut } from "../cut.ts";
import type { Outgoing } from "../driver.ts";
import { canCaption, type FileForm } from "../kinds.ts";
import type { OutgoingFile } from "./compose.ts";

/** What a message says, in the fields of the Cloud API ("Messages" reference). */
export type Payload = { readonly type: string } & Readonly<Record<string, unknown>>;

type Choice = NonNullable<Outgoing["choices"]>[number];

/** Characters that WhatsApp takes, from the references of the single messages. */
const BUTTONS = 3;
const BUTTON_TITLE = 20;
const BUTTON_BODY = 1024;
export const ROWS = 10;
const ROW_TITLE = 24;
const ROW_DESCRIPTION = 72;
const MENU_TITLE = 20;
/** On the button that opens a list, where nobody says it in words. */
const MENU = "☰";

export const textPayload = (body: string): Payload => ({ type: "text", text: { body, preview_url: false } });

/** Words with choices below: buttons where they fit, else a list. */
export function choicePayload(
  body: string,
  choices: readonly Choice[],
  { menu = MENU, header }: { menu?: string | undefined; header?: object | undefined } = {},
): Payload {
  const interactive =
    header || fitsButtons(body, choices)
      ? {
          type: "button",
          ...(header && { header }),
          body: { text: body },
          action: { buttons: choices.map(button) },
        }
      : {
          type: "list",
          body: { text: body },
          action: { button: cut(menu, MENU_TITLE), sections: [{ rows: choices.map(row) }] },
        };
  return { type: "interactive", interactive };
}

/** Whether buttons can show all of it. WhatsApp refuses two that read the same. */
export const fitsButtons = (body: string, choices: readonly Choice[]): boolean =>
  body.length > 0 &&
  body.length <= BUTTON_BODY &&
  choices.length <= BUTTONS &&
  choices.every(({ label }) => label.length <= BUTTON_TITLE) &&
  new Set(choices.map(({ label }) => label)).size === choices.length;

const button = ({ data, label }: Choice) => ({ type: "reply", reply: { id: data, title: label } });

const row = ({ data, label }: Choice) => ({
  id: data,
  title: cut(label, ROW_TITLE),
  ...(label.length > ROW_TITLE && { description: cut(label, ROW_DESCRIPTION) }),
});

/** What a file is sent as, in the words of the Cloud API. */
const TYPES: Readonly<Record<FileForm, string>> = {
  image: "image",
  video: "video",
  gif: "video",
  voice: "audio",
  audio: "audio",
  document: "document",
  sticker: "sticker",
};

/** A file that was uploaded under an id. */
export function mediaPayload({ as, name }: OutgoingFile, id: string, caption: string | undefined): Payload {
  const type = TYPES[as];
  return {
    type,
    [type]: {
      id,
      ...(as === "voice" && { voice: true }),
      ...(canCaption(as) && caption && { caption }),
      ...(as === "document" && { filename: name }),
    },
  };
}

/** The file above the words of a message with buttons. */
export const mediaHeader = ({ as, name }: OutgoingFile, id: string): object => ({
  type: TYPES[as],
  [TYPES[as]]: { id, ...(as === "document" && { filename: name }) },
});

export function locationPayload({
  latitude,
  longitude,
  title,
  address,
}: Extract<Outgoing["content"], { kind: "location" }>): Payload {
  return {
    type: "location",
    location: { latitude, longitude, ...(title && { name: title }), ...(address && { address }) },
  };
}

export function contactPayload({
  phone,
  firstName,
  lastName,
}: Extract<Outgoing["content"], { kind: "contact" }>): Payload {
  const formatted_name = [firstName, lastName].filter(Boolean).join(" ");
  const international = `+${phone.replace(/\D/g, "")}`;
  return {
    type: "contacts",
    contacts: [
      {
        name: { formatted_name, first_name: firstName, ...(lastName && { last_name: lastName }) },
        phones: [{ phone: international, type: "CELL", wa_id: international.slice(1) }],
      },
    ],
  };
}

export interface Template {
  /** Of a template that Meta has approved, without parameters. */
  readonly name: string;
  /** Its language in Meta's code (`ru`, `en_US`) for each of our languages. */
  readonly languages: Readonly<Record<string, string>>;
  /** For people whose language is not known. */
  readonly fallback: string;
}

export function templatePayload({ name, languages, fallback }: Template, locale: string | null): Payload {
  const code = (locale && languages[locale]) ?? languages[fallback] ?? fallback;
  return { type: "template", template: { name, language: { code: code || fallback } } };
}
