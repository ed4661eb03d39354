import { consultation } from "../e2e/stories/consultation.ts";
import { townForFile } from "../e2e/support/town.ts";

// Whatever has a poll is chosen in it.
const town = townForFile({ whatsapp: "web", env: { WHATSAPP_POLLS: "1" }, locales: ["en"] });
consultation(town);
