// One service for these stories: starting it takes longer than most of them.
import "./stories/support-chat.ts";
import "./stories/every-kind.ts";
import "./stories/two-cases.ts";
