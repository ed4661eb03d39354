/** What a Bot API method is here: a function of the call and its checked parameters. */
import type { ApiMethods, Message, Opts } from "grammy/types";
import type { Part } from "./multipart.ts";
import type { Bot, World } from "./world.ts";

export interface Call {
  world: World;
  bot: Bot;
  /** Uploaded files. */
  parts: Part[];
  /** Aborted when the caller has gone. */
  gone: AbortSignal;
}

/** A message of a certain kind is a message here: the check of every result against the schema holds the kind. */
type Plain<R> = R extends Message ? Message : R extends Message[] ? Message[] : R;
type Result<M extends keyof ApiMethods> = Plain<ReturnType<ApiMethods[M]>>;

/** A family of methods; an ApiError thrown is the answer. */
export type Methods = {
  [M in keyof ApiMethods]?: (call: Call, params: Opts<M>) => Result<M> | Promise<Result<M>>;
};
