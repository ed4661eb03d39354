import { everyKind } from "./stories/every-kind.ts";
import { twoCases } from "./stories/two-cases.ts";
import { townForFile } from "./support/town.ts";

// One service for these stories: starting it takes longer than most of them. All of them, in both languages: tests/long.
const town = townForFile({ locales: ["ru"] });
everyKind(town);
twoCases(town);
