import { allStories } from "../e2e/stories/all.ts";
import { twoMessengers } from "../e2e/stories/two-messengers.ts";
import { townForFile } from "../e2e/support/town.ts";

const town = townForFile({ whatsapp: "web" });
allStories(town);
twoMessengers(town);
