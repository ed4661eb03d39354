/** The control API: every route of sandbox/README.md, tried in order. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { writeJson } from "./http.ts";
import { chatRoutes } from "./routes/chats.ts";
import type { Ports, Route } from "./routes/context.ts";
import { fileRoutes } from "./routes/files.ts";
import { peopleRoutes } from "./routes/people.ts";
import { toolRoutes } from "./routes/tools.ts";

const routes: Route[] = [...peopleRoutes, ...chatRoutes, ...fileRoutes, ...toolRoutes];

/** Answers a request of the control API; false when it is none. */
export async function controlRoutes(
  ports: Ports,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  for (const [method, path, handler] of routes) {
    const match = method === request.method ? path.exec(url.pathname) : null;
    if (!match) continue;
    const names = match.slice(1).filter((name) => name !== undefined);
    const result = await handler({ ...ports, world: ports.telegram.world, request, response, url }, ...names);
    if (result !== undefined) writeJson(response, 200, result);
    return true;
  }
  return false;
}
