import { consultation } from "./stories/consultation.ts";
import { silence } from "./stories/silence.ts";
import { waiting } from "./stories/waiting.ts";
import { townForFile } from "./support/town.ts";

// One service for these stories: starting it takes longer than most of them. All of them, in both languages: tests/long.
const town = townForFile({ locales: ["en"] });
consultation(town);
waiting(town);
silence(town);
