// One service for these stories: starting it takes longer than most of them.
import "./stories/account.ts";
import "./stories/promo.ts";
import "./stories/anywhere.ts";
import "./stories/restart.ts";
