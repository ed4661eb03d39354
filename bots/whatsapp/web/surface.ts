import { readFile } from "node:fs/promises";
import type { Client } from "whatsapp-web.js";
import { z } from "zod";

/** The page's modules that the pinned version of the library asks for: `npm run whatsapp:surface` writes them down. */
const surface = z.object({
  library: z.string(),
  /** What our way through the library asks for: without one of these something does not work. */
  needed: z.array(z.string()),
  /** What the rest of it asks for: groups, channels, labels … */
  others: z.array(z.string()),
});

export type Surface = z.infer<typeof surface>;

export const SURFACE = new URL("surface.json", import.meta.url);

export async function readSurface(): Promise<Surface> {
  return surface.parse(JSON.parse(await readFile(SURFACE, "utf8")));
}

/** Which of the needed modules this page does not have: only the real page can show that WhatsApp has changed it. */
export async function missingModules(client: Client): Promise<string[] | undefined> {
  const { needed } = await readSurface();
  const answer = await client.pupPage?.evaluate(`${JSON.stringify(needed)}.filter((name) => {
    try {
      return !window.require(name);
    } catch {
      return true;
    }
  })`);
  return z.array(z.string()).safeParse(answer).data;
}
