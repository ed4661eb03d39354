import { everyKind } from "./stories/every-kind.ts";
import { supportChat } from "./stories/support-chat.ts";
import { twoCases } from "./stories/two-cases.ts";
import { townForFile } from "./support/town.ts";

// One service for these stories: starting it takes longer than most of them.
const town = townForFile();
supportChat(town);
everyKind(town);
twoCases(town);
