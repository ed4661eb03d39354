import { allStories } from "../e2e/stories/all.ts";
import { townForFile } from "../e2e/support/town.ts";

allStories(townForFile());
