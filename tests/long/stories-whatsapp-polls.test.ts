import { consultation } from "../e2e/stories/consultation.ts";
import { townForFile } from "../e2e/support/town.ts";

// Owners choose by the numbers, as they do without polls: none may get in their way.
consultation(townForFile({ whatsapp: "web", env: { WHATSAPP_POLLS: "1" }, locales: ["en"] }));
