/** Messages with native choices: reply buttons and lists. */
import type { HubChoice } from "../records.ts";
import { fields, isFields, list, optional, string, unique, type Fields } from "./checks.ts";
import { GraphError, invalid } from "./errors.ts";

export interface Interactive {
  text: string;
  choices: HubChoice[];
  /** On the button that opens a list. */
  menu?: string;
  /** The file above the words. */
  header?: { kind: string; media: Fields };
}

const BUTTONS = 3;
const ROWS = 10;

export function readInteractive(value: unknown): Interactive {
  const interactive = fields(value, "interactive");
  optional(isFields(interactive["footer"]) ? interactive["footer"]["text"] : undefined, "footer.text", 60);
  const action = fields(interactive["action"], "interactive.action");
  switch (interactive["type"]) {
    case "button": {
      const text = string(fields(interactive["body"], "body")["text"], "body.text", 1024);
      return { text, choices: buttons(action), ...header(interactive["header"], true) };
    }
    case "list": {
      const text = string(fields(interactive["body"], "body")["text"], "body.text", 4096);
      const menu = string(action["button"], "action.button", 20);
      header(interactive["header"], false);
      return { text, choices: rows(action), menu };
    }
    default:
      throw new GraphError(131051, "This kind of interactive message is not simulated");
  }
}

function buttons(action: Fields): HubChoice[] {
  const choices = list(action["buttons"], "action.buttons", 1, BUTTONS).map((each) => {
    const { type, reply } = fields(each, "button");
    if (type !== "reply") invalid("button.type must be reply");
    const { id, title } = fields(reply, "button.reply");
    return { data: string(id, "reply.id", 256), label: string(title, "reply.title", 20) };
  });
  unique(
    choices.map(({ data }) => data),
    "Ids of buttons",
  );
  unique(
    choices.map(({ label }) => label),
    "Titles of buttons",
  );
  return choices;
}

function rows(action: Fields): HubChoice[] {
  const sections = list(action["sections"], "action.sections", 1, 10).map((each) => fields(each, "section"));
  const choices = sections.flatMap((section) => {
    // Several sections are told apart by their titles.
    if (sections.length > 1 || section["title"] !== undefined) string(section["title"], "section.title", 24);
    return list(section["rows"], "section.rows", 1, ROWS).map((row) => {
      const { id, title, description } = fields(row, "row");
      const more = optional(description, "row.description", 72);
      return {
        data: string(id, "row.id", 200),
        label: string(title, "row.title", 24),
        ...(more === undefined ? {} : { description: more }),
      };
    });
  });
  if (choices.length > ROWS) invalid(`A list may have ${ROWS} rows in all sections together`);
  unique(
    choices.map(({ data }) => data),
    "Ids of rows",
  );
  return choices;
}

function header(value: unknown, media: boolean): Pick<Interactive, "header"> {
  if (value === undefined) return {};
  const given = fields(value, "header");
  const kind = String(given["type"]);
  if (kind === "text") {
    string(given["text"], "header.text", 60);
    return {};
  }
  if (!media || !["image", "video", "document"].includes(kind))
    return invalid("header.type is not possible here");
  return { header: { kind, media: fields(given[kind], `header.${kind}`) } };
}
