import { describe } from "vitest";
import { files } from "./files.ts";
import { poison } from "./poison.ts";
import { clinicForFile } from "./support.ts";
import { texts } from "./texts.ts";

const clinic = clinicForFile();
describe("texts", () => {
  texts(clinic);
});
describe("files", () => {
  files(clinic);
});
describe("turns that fail", () => {
  poison(clinic);
});
