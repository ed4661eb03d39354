/** Files: uploaded for a person to send, downloaded to be shown. */
import { mimeOf, putFile } from "../../telegram/files.ts";
import { readBody, Refusal } from "../http.ts";
import type { Context, Route } from "./context.ts";

async function upload({ world, request, url }: Context) {
  const name = url.searchParams.get("name") ?? undefined;
  const bytes = await readBody(request);
  if (bytes.length === 0) throw new Refusal(400, "An empty file");
  const file = putFile(world, bytes, name, url.searchParams.get("mime") ?? mimeOf(name));
  return { uid: file.uid, name: file.name, mime: file.mime, size: bytes.length };
}

/** What may be shown in the page; the rest is only offered for download, whatever it claims to be. */
const SHOWABLE = /^(image\/(png|jpeg|gif|webp)|video\/(mp4|webm)|audio\/(ogg|mpeg|mp4))$/;

function download({ world, response }: Context, uid: string): void {
  const file = world.files.get(uid);
  if (!file) throw new Refusal(404, "There is no such file");
  const name = encodeURIComponent(file.name ?? "file");
  const shown = SHOWABLE.test(file.mime);
  response.writeHead(200, {
    "content-type": shown ? file.mime : "application/octet-stream",
    "content-length": file.bytes.length,
    "content-disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
    "content-security-policy": "sandbox",
    "x-content-type-options": "nosniff",
  });
  response.end(file.bytes);
}

export const fileRoutes: Route[] = [
  ["POST", /^\/api\/files$/, upload],
  ["GET", /^\/api\/files\/([\w-]+)$/, (context, uid = "") => download(context, uid)],
];
