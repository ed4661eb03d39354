import { expect, test } from "vitest";
import { asDocuments, type SentFile } from "../../../core/accounts/export-files.ts";

const file = (id: number, size: number, name: string | null = `${id}.jpg`): SentFile => ({
  id: String(id),
  kind: "photo",
  state: name === null ? "refused" : "stored",
  mime: "image/jpeg",
  size,
  createdAt: new Date(0),
  name,
});
const files = (count: number, size: number) => Array.from({ length: count }, (_, id) => file(id, size));
const MB = 1_000_000;

/** How many files each message holds. */
const sizes = (of: readonly SentFile[]) =>
  asDocuments(of).map((content) => (content.kind === "album" ? content.parts.length : 1));

test("files are given back ten at a time, the last one alone as no album", () => {
  expect(sizes([])).toEqual([]);
  expect(sizes(files(21, 1))).toEqual([10, 10, 1]);
  expect(asDocuments(files(1, 1))).toEqual([
    { kind: "media", media: { kind: "document", file: "0", name: "0.jpg" } },
  ]);
});

test("no upload is larger than forty megabytes, and a large file goes alone", () => {
  expect(sizes(files(5, 20 * MB))).toEqual([2, 2, 1]);
  expect(sizes([file(1, 1), file(2, 45 * MB), file(3, 1)])).toEqual([1, 1, 1]);
});

test("files whose bytes we do not have are left out", () => {
  expect(asDocuments([file(1, 1, null)])).toEqual([]);
});
