/** What we send, in the library's terms. */
import type { MessageContent, MessageSendOptions } from "whatsapp-web.js";
import type { Outgoing } from "../driver.ts";
import type { FileForm } from "../kinds.ts";
import type { Library } from "./library.ts";
import { writeCard } from "./vcard.ts";

export interface Prepared {
  readonly content: MessageContent;
  readonly options: MessageSendOptions;
}

export function prepare(library: Library, { content, quoted }: Outgoing): Prepared {
  const common: MessageSendOptions = {
    // What we have seen is said when it is in the inbox, and not because we write.
    sendSeen: false,
    linkPreview: false,
    ...(quoted === undefined ? {} : { quotedMessageId: quoted }),
  };
  switch (content.kind) {
    case "text":
      return { content: content.text, options: { ...common, parseVCards: false } };
    case "media": {
      const { as, bytes, mime, name, caption } = content;
      const file = new library.MessageMedia(mime, Buffer.from(bytes).toString("base64"), name);
      const said = caption === undefined ? {} : { caption };
      return { content: file, options: { ...common, ...said, ...MANNERS[as] } };
    }
    case "location": {
      const { latitude, longitude, title, address } = content;
      const described = {
        ...(title === undefined ? {} : { name: title }),
        ...(address === undefined ? {} : { address }),
      };
      return { content: new library.Location(latitude, longitude, described), options: common };
    }
    case "poll":
      return { content: new library.Poll(content.question, [...content.options]), options: common };
    case "contact":
      return { content: writeCard(content), options: { ...common, parseVCards: true } };
  }
}

/** What the library is told for each form of a file. */
const MANNERS: Readonly<Record<FileForm, MessageSendOptions>> = {
  image: {},
  video: {},
  gif: { sendVideoAsGif: true },
  voice: { sendAudioAsVoice: true },
  audio: {},
  document: { sendMediaAsDocument: true },
  sticker: { sendMediaAsSticker: true },
};
