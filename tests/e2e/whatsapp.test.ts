import { consultation } from "./stories/consultation.ts";
import { twoMessengers } from "./stories/two-messengers.ts";
import { townForFile } from "./support/town.ts";

// The other stories on WhatsApp, in both languages and by either driver, are in tests/long.
const town = townForFile({ whatsapp: "cloud", locales: ["en"] });
consultation(town);
twoMessengers(town, ["en"]);
