import type { ConversationData, VersionedState } from "@grammyjs/conversations";
import type { Update } from "grammy/types";
import { z } from "zod";
import type { Input } from "./input.ts";
import { logSchema, type Log, type Past } from "./log.ts";

/**
 * The log as the conversations plugin keeps it. Before our first step there is one of its own, `wait`, by which every
 * conversation begins; what is done or shown is an `external` step, whose result holds the name.
 */
export function unpacked(flow: string, { past, waits }: Log): VersionedState<ConversationData> {
  const first = { send: 0, returnValue: emptyUpdate };
  const receive = past.map((done, index) => ({ send: index + 1, returnValue: resultOf(done) }));
  const send = past.map((done) => ({ payload: "input" in done ? done.step : "external" }));
  const replay = {
    send: [{ payload: "wait" }, ...send, { payload: waits }],
    receive: [first, ...receive],
  };
  return { version: [0, 0], state: { [flow]: [{ replay, interrupts: [past.length + 1] }] } };
}

const emptyUpdate: Update = { update_id: 0 };

const resultOf = (done: Past): unknown =>
  "input" in done ? { ...emptyUpdate, input: done.input } : { ok: true, ret: done };

const kept = z.object({
  replay: z.object({
    send: z.array(z.object({ payload: z.string() })),
    receive: z.array(z.object({ send: z.number(), returnValue: z.unknown() })),
  }),
  interrupts: z.tuple([z.number()]),
});
const result = z.union([
  z.object({ input: z.custom<Input>((input) => typeof input === "object") }),
  z.object({ ret: z.object({ step: z.string(), value: z.unknown().optional() }) }),
]);

/** The reverse, after a turn. */
export function packed(flow: string, { state }: VersionedState<ConversationData>): Log {
  const { replay, interrupts } = kept.parse(state[flow]?.[0]);
  const { send, receive } = replay;
  const past = receive.slice(1).map(({ send: index, returnValue }) => {
    const found = result.parse(returnValue);
    return "input" in found ? { step: send[index]?.payload, input: found.input } : found.ret;
  });
  return logSchema.parse({ past, waits: send[interrupts[0]]?.payload });
}
