import { randomBytes } from "node:crypto";
import { freePort } from "../../../sandbox/postgres/ports.ts";
import { fillClinic, type Past } from "../stage/clinic.ts";
import { crowd, type Crowd } from "../stage/crowd.ts";
import { startProcess } from "../stage/process.ts";
import type { Stage } from "../stage/stage.ts";
import { ownerChat, tokens, topicOf, vetChat, vetOf, type Contender } from "./contender.ts";

/** The service itself, with the way back as well. */
export interface Ours extends Contender {
  readonly databaseUrl: string;
  readonly staff: Crowd;
  readonly token: { readonly owner: string; readonly staff: string };
}

/**
 * The service as `npm start -- --role all` runs it live: webhooks, turns and deliveries in one process, with addresses on this
 * machine. `past`: what is in its database besides two hundred open cases.
 */
export async function startOurs(stage: Stage, name: string, past: Past): Promise<Ours> {
  const secretsKey = randomBytes(32).toString("base64");
  const databaseUrl = await stage.migratedDatabase();
  await fillClinic(databaseUrl, secretsKey, past);
  const token = tokens(stage.nextNumber());
  const port = await freePort();
  const process = await startProcess(
    new URL("../../../main.ts", import.meta.url),
    {
      PAWLINE_SANDBOX: "1",
      OWNER_BOT_TOKEN: token.owner,
      STAFF_BOT_TOKEN: token.staff,
      TELEGRAM_API_ROOT: stage.api.url,
      DATABASE_URL: databaseUrl,
      SECRETS_KEY: secretsKey,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      PORT: String(port),
      DATA_DIR: stage.folder,
      LOG_LEVEL: "error",
    },
    ["start", "--role", "all"],
  );
  const owners = crowd(await stage.api.webhook(token.owner), { chatOf: ownerChat });
  // A vet writes to an owner in the owner's topic: `person` is that owner.
  const staff = crowd(await stage.api.webhook(token.staff), {
    chatOf: (owner) => vetChat(vetOf(owner)),
    topicOf,
  });
  return {
    name,
    process,
    owners,
    staff,
    token,
    databaseUrl,
    taken: () => stage.api.take(token.staff),
    arrived: () => stage.api.count(token.staff),
    async close() {
      owners.close();
      staff.close();
      await process.stop();
    },
  };
}
