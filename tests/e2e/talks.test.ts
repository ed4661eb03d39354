import { consultation } from "./stories/consultation.ts";
import { everyKind } from "./stories/every-kind.ts";
import { supportChat } from "./stories/support-chat.ts";
import { twoCases } from "./stories/two-cases.ts";
import { townForFile } from "./support/town.ts";

// One service for these stories: starting it takes longer than most of them. Each in both languages: tests/long.
const town = townForFile({ locales: ["ru"] });
consultation(town);
supportChat(town);
everyKind(town);
twoCases(town);
