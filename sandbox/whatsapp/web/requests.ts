/** What the page says to the hub. */
import { z } from "zod";
import { sentMessage } from "./sent.ts";

export const request = z.discriminatedUnion("t", [
  z.object({ t: z.literal("got"), items: z.array(z.number()) }),
  z.object({ t: z.literal("send"), msg: sentMessage }),
  z.object({ t: z.literal("seen"), chat: z.string() }),
  z.object({ t: z.literal("edit"), id: z.string(), text: z.string() }),
  z.object({ t: z.literal("revoke"), id: z.string() }),
  z.object({ t: z.literal("react"), id: z.string(), emoji: z.string() }),
  z.object({ t: z.literal("acts"), chat: z.string(), state: z.string() }),
  z.object({ t: z.literal("exists"), wid: z.string() }),
  z.object({ t: z.literal("message"), id: z.string() }),
  z.object({ t: z.literal("earlier"), chat: z.string(), before: z.number() }),
  z.object({ t: z.literal("code"), phone: z.string() }),
  z.object({ t: z.literal("refresh") }),
  z.object({ t: z.literal("logout") }),
  z.object({
    t: z.literal("surface"),
    items: z.array(z.object({ kind: z.enum(["used", "missing"]), what: z.string() })),
  }),
  z.object({ t: z.literal("failed"), error: z.string() }),
]);

export type Request = z.infer<typeof request>;
