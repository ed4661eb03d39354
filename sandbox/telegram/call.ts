/** One call of a Bot API method: found, checked, struck by faults, carried out, its result checked. */
import { ApiError, bad } from "./errors.ts";
import { errorOf, requestFault, stall, type Fault } from "./faults.ts";
import type { Call, Methods } from "./method.ts";
import { checkAlbum } from "./methods/albums.ts";
import { methods } from "./methods/index.ts";
import type { Part } from "./multipart.ts";
import { namesImpossibleEmoji } from "./reactions.ts";
import { checkParams, checkResult, coerce, isParams, methodNamed, type MethodName } from "./schema.ts";
import type { Bot, World } from "./world.ts";

export interface Request {
  method: string;
  params: Record<string, unknown>;
  parts: Part[];
  gone: AbortSignal;
}

/** The connection is to be broken instead of an answer. */
export class ConnectionReset extends Error {}

/**
 * Parameters as the method understands them: typed, the method's own name out (telegraf repeats it in multipart), files
 * that are named after their parameter (telegraf again) referred to like all others.
 */
function parametersOf(method: MethodName, { params, parts }: Request): Record<string, unknown> {
  const { method: _repeated, ...rest } = params;
  const attached = parts
    .filter(({ name }) => FILE_PARAMETERS.has(name) && !(name in rest))
    .map(({ name }) => [name, `attach://${name}`]);
  return coerce(method, { ...rest, ...Object.fromEntries(attached) });
}

const FILE_PARAMETERS = new Set([
  "photo",
  "document",
  "voice",
  "video",
  "audio",
  "video_note",
  "animation",
  "sticker",
  "thumbnail",
  "certificate",
]);

function typeOf(media: unknown): string {
  return typeof media === "object" && media !== null ? String(Reflect.get(media, "type")) : "";
}

/** What the real server says about the commonest mistakes, before the schema finds its own words. */
function checkUsualMistakes(method: MethodName, params: Record<string, unknown>): void {
  if (method === "sendMessage" && (params["text"] === undefined || params["text"] === ""))
    bad("message text is empty");
  if (method === "sendMediaGroup" && Array.isArray(params["media"])) checkAlbum(params["media"].map(typeOf));
  if (method === "setMessageReaction" && namesImpossibleEmoji(params["reaction"])) bad("REACTION_INVALID");
  if (
    typeof params["parse_mode"] === "string" &&
    !/^(html|markdownv2|markdown)?$/i.test(params["parse_mode"])
  )
    bad("unsupported parse_mode");
}

function invoke<M extends MethodName>(
  call: Call,
  method: M,
  play: NonNullable<Methods[M]>,
  params: Record<string, unknown>,
): unknown {
  return isParams(method, params) ? play(call, params) : bad("wrong parameters");
}

async function carryOut(call: Call, method: MethodName, params: Record<string, unknown>): Promise<unknown> {
  checkUsualMistakes(method, params);
  const problem = checkParams(method, params, call.world.strict);
  if (problem !== undefined) {
    call.world.violations.push(`${method}: ${problem}`);
    bad(`${method}: ${problem}`);
  }
  const play = methods[method];
  if (!play) {
    call.world.violations.push(`${method} is not played`);
    throw new ApiError(400, `Bad Request: the sandbox does not play ${method}`);
  }
  const result = await invoke(call, method, play, params);
  const wrong = checkResult(method, result);
  if (wrong !== undefined) call.world.violations.push(`result of ${method}: ${wrong}`);
  return result;
}

/** Answers a request of a bot. @throws ApiError what the API answers; ConnectionReset when a fault breaks the line */
export async function answer(world: World, bot: Bot, request: Request): Promise<unknown> {
  const method = methodNamed(request.method);
  if (method === undefined) throw new ApiError(404, "Not Found: method not found");
  const params = parametersOf(method, request);
  const call = { world, bot, parts: request.parts, gone: request.gone };
  // A parked poll is no work in flight.
  const counts = method !== "getUpdates";
  if (counts) bot.inFlight += 1;
  try {
    const chat = params["chat_id"] === undefined ? undefined : Number(params["chat_id"]);
    const fault = requestFault(world, bot.record.me.id, method, chat);
    if (fault) await strikeBefore(world, fault, request.gone);
    const result = await carryOut(call, method, params);
    if (fault) await strikeAfter(world, fault, request.gone);
    return result;
  } finally {
    if (counts) bot.inFlight -= 1;
  }
}

type RequestFault = Extract<Fault, { type: "error" | "reset" | "stall" }>;

export async function strikeBefore(world: World, fault: RequestFault, gone: AbortSignal): Promise<void> {
  if (fault.type === "error") throw errorOf(fault);
  if (fault.when === "after") return;
  if (fault.type === "reset") throw new ConnectionReset();
  await stall(world, fault, gone);
  // Whoever hung up during the stall sent nothing.
  if (gone.aborted) throw new ConnectionReset();
}

async function strikeAfter(world: World, fault: RequestFault, gone: AbortSignal): Promise<void> {
  if (fault.type === "error" || fault.when === "before") return;
  if (fault.type === "reset") throw new ConnectionReset();
  await stall(world, fault, gone);
}

/** Carries out a method that a bot put into its answer to a webhook; the bot never learns the result. */
export async function answerFromWebhook(world: World, bot: Bot, json: string): Promise<void> {
  try {
    const { method, ...params }: Record<string, unknown> = JSON.parse(json);
    if (typeof method !== "string") return;
    await answer(world, bot, { method, params, parts: [], gone: world.closing });
  } catch {
    // Neither bad JSON nor a refused method has anybody to be told.
  }
}
