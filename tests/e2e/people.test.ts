import { account } from "./stories/account.ts";
import { anywhere } from "./stories/anywhere.ts";
import { promo } from "./stories/promo.ts";
import { restart } from "./stories/restart.ts";
import { townForFile } from "./support/town.ts";

// One service for these stories: starting it takes longer than most of them. Each in both languages: tests/long.
const town = townForFile({ locales: ["ru"] });
account(town);
promo(town);
anywhere(town);
restart(town);
