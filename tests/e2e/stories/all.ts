import type { Town } from "../support/town.ts";
import { account } from "./account.ts";
import { anywhere } from "./anywhere.ts";
import { consultation } from "./consultation.ts";
import { everyKind } from "./every-kind.ts";
import { promo } from "./promo.ts";
import { restart } from "./restart.ts";
import { silence } from "./silence.ts";
import { supportChat } from "./support-chat.ts";
import { twoCases } from "./two-cases.ts";
import { waiting } from "./waiting.ts";

/** Every story of an owner, wherever the owner writes. */
export function allStories(town: Town): void {
  for (const story of [
    account,
    promo,
    anywhere,
    consultation,
    waiting,
    silence,
    supportChat,
    twoCases,
    everyKind,
    restart,
  ])
    story(town);
}
