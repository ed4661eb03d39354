import { describe } from "vitest";
import { deliveries } from "./deliveries.ts";
import { clinicForFile } from "./support.ts";
import { topics } from "./topics.ts";
import { updates } from "./updates.ts";

const clinic = clinicForFile();
describe("deliveries", () => {
  deliveries(clinic);
});
describe("updates", () => {
  updates(clinic);
});
describe("topics switched off", () => {
  topics(clinic);
});
