/** WhatsApp's own formatting: marks in the text itself, which its phones show as what they mean. */

/** Addresses, which keep whatever marks they hold. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"]+[^\s<>"'.,:;!?()*_~]|\b(?:wa|t)\.me\/[^\s<>"]*[\w/]/g;

/** Marks at the edges of words, with no blank inside them: others are shown as they are. */
const MARK = /(?<![\p{L}\p{N}])(?:```([\s\S]+?)```|`([^`\n]+)`|([*_~])(?=\S)([^\n]*?\S)\3)(?![\p{L}\p{N}])/u;

const TYPES = { "*": "bold", _: "italic", "~": "strikethrough" };

/** Adds a stretch of text without an address to what has been read, marks within marks too. */
function readMarks(written, into) {
  let rest = written;
  for (let found = MARK.exec(rest); found; found = MARK.exec(rest)) {
    const [whole, block, code, mark, inner] = found;
    into.text += rest.slice(0, found.index);
    const offset = into.text.length;
    if (mark) readMarks(inner, into);
    else into.text += block ?? code;
    const type = mark ? TYPES[mark] : block === undefined ? "code" : "pre";
    into.entities.push({ type, offset, length: into.text.length - offset });
    rest = rest.slice(found.index + whole.length);
  }
  into.text += rest;
}

/**
 * What a phone shows of a text: the marks gone, what they meant and the addresses as entities.
 * @param {string} written @returns {{text: string, entities: {type: string, offset: number, length: number}[]}}
 */
export function readMarked(written) {
  const into = { text: "", entities: [] };
  let at = 0;
  for (const { 0: address, index } of written.matchAll(ADDRESS)) {
    readMarks(written.slice(at, index), into);
    into.entities.push({ type: "url", offset: into.text.length, length: address.length });
    into.text += address;
    at = index + address.length;
  }
  readMarks(written.slice(at), into);
  return into;
}
