import { crowd } from "../stage/crowd.ts";
import { startProcess } from "../stage/process.ts";
import type { Stage } from "../stage/stage.ts";
import { ownerChat, tokens, VETS, type Contender } from "./contender.ts";

/** grammY to telegraf, in memory (bare.ts). */
export const startBare = (stage: Stage): Promise<Contender> =>
  startRelay(stage, "bare grammY -> telegraf", new URL("bare.ts", import.meta.url), {});

/** Where `chat` keeps its state (peers/peer.ts). */
export const peerStates = ["memory", "postgres", "tuned"] as const;
export type PeerState = (typeof peerStates)[number];

const PEER_NAMES: Record<PeerState, string> = {
  memory: "chat, memory",
  postgres: "chat, state-pg",
  tuned: "chat, state-pg, tuned",
};

/** `chat` with its adapters for Telegram and for what it keeps. */
export async function startPeer(stage: Stage, state: PeerState): Promise<Contender> {
  const env = state === "memory" ? {} : { DATABASE_URL: await stage.emptyDatabase() };
  const script = new URL("../peers/peer.ts", import.meta.url);
  return startRelay(stage, PEER_NAMES[state], script, {
    ...env,
    BENCH_STATE: state,
    BENCH_VETS: String(VETS),
  });
}

async function startRelay(
  { api, nextNumber }: Stage,
  name: string,
  script: URL,
  env: Readonly<Record<string, string>>,
): Promise<Contender> {
  const token = tokens(nextNumber());
  const process = await startProcess(script, {
    BENCH_API: api.url,
    BENCH_OWNER: token.owner,
    BENCH_STAFF: token.staff,
    ...env,
  });
  const owners = crowd(await api.webhook(token.owner), { chatOf: ownerChat });
  return {
    name,
    process,
    owners,
    taken: () => api.take(token.staff),
    arrived: () => api.count(token.staff),
    async close() {
      owners.close();
      await process.stop();
    },
  };
}
