const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "video/quicktime": "mov",
  "video/3gpp": "3gp",
  "audio/mp4": "m4a",
  "audio/aac": "aac",
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "application/gzip": "tgs",
  "application/pdf": "pdf",
  "application/json": "json",
  "text/plain": "txt",
};

/** What the name of a file of a media type ends in, without the dot; `bin` for those that have no name of their own here. */
export const extensionOf = (mime: string): string => EXTENSIONS[mime.split(";")[0] ?? ""] ?? "bin";
