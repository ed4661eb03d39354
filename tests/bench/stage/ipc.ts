import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Questions that a process answers to the one that started it, by name. */
export type Answers = Readonly<Record<string, (argument: never) => unknown>>;

interface Question {
  readonly ask: number;
  readonly name: string;
  readonly argument: unknown;
}

const isQuestion = (message: unknown): message is Question =>
  typeof message === "object" && message !== null && "ask" in message && "name" in message;

/** Answers the questions of the process that started this one; what is none of them is left to others. */
export function answerParent(answers: Answers): void {
  process.on("message", (message: unknown) => {
    if (!isQuestion(message)) return;
    const answer = answers[message.name] as ((argument: unknown) => unknown) | undefined;
    if (!answer) return;
    void Promise.resolve(answer(message.argument)).then((value) =>
      process.send?.({ answered: message.ask, value }),
    );
  });
}

/** What can be asked of a process: `ask("sent", { bot: 1 })`. */
export interface Asked {
  <Value>(name: string, argument?: unknown): Promise<Value>;
}

/** Asks a child process; rejects when it ends before it has answered. */
export function askChild(child: ChildProcess): Asked {
  let asked = 0;
  const waiting = new Map<number, (value: unknown) => void>();
  child.on("message", (message: unknown) => {
    if (typeof message !== "object" || message === null || !("answered" in message)) return;
    const { answered, value } = message as { answered: number; value: unknown };
    waiting.get(answered)?.(value);
    waiting.delete(answered);
  });
  const ended = once(child, "exit").then(() => {
    throw new Error("a process of the bench ended before it had answered");
  });
  ended.catch(() => undefined);
  return async <Value>(name: string, argument?: unknown): Promise<Value> => {
    const ask = ++asked;
    const answer = new Promise<unknown>((resolve) => waiting.set(ask, resolve));
    child.send({ ask, name, argument });
    return (await Promise.race([answer, ended])) as Value;
  };
}
