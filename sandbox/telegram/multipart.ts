/**
 * multipart/form-data as the bot libraries send it. grammY writes `filename=кот.png` without quotes, which
 * `Request.formData()` refuses; telegraf quotes it and leaves the content type out. RFC 7578 otherwise.
 */
export interface Part {
  name: string;
  filename?: string;
  type?: string;
  data: Buffer;
}

function parameter(header: string, key: string): string | undefined {
  const match = new RegExp(`;\\s*${key}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\r\\n]*))`, "i").exec(header);
  return (match?.[1] ?? match?.[2])?.replaceAll(/\\(.)/g, "$1");
}

function readPart(head: string, data: Buffer): Part | undefined {
  const disposition = /content-disposition:([^\r\n]*)/i.exec(head)?.[1] ?? "";
  const name = parameter(disposition, "name");
  if (name === undefined) return undefined;
  const filename = parameter(disposition, "filename");
  const type = /content-type:\s*([^\r\n]*)/i.exec(head)?.[1];
  return {
    name,
    data,
    ...(filename === undefined ? {} : { filename }),
    ...(type === undefined ? {} : { type }),
  };
}

/** The parts in order; nothing when the boundary is missing. */
export function parseMultipart(body: Buffer, contentType: string): Part[] {
  const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return [];
  const delimiter = Buffer.from(`--${boundary}`);
  const closing = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  let position = body.indexOf(delimiter);
  while (position >= 0) {
    const start = position + delimiter.length;
    if (body.toString("latin1", start, start + 2) === "--") break;
    const end = body.indexOf(closing, start);
    const head = body.indexOf("\r\n\r\n", start);
    if (end < 0 || head < 0 || head > end) break;
    const part = readPart(body.toString("utf8", start, head), body.subarray(head + 4, end));
    if (part) parts.push(part);
    position = end + 2;
  }
  return parts;
}
