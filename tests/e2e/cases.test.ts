// One service for these stories: starting it takes longer than most of them.
import "./stories/consultation.ts";
import "./stories/waiting.ts";
import "./stories/silence.ts";
