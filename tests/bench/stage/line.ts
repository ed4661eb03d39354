import { connect, type Socket } from "node:net";
import type { Webhook } from "./telegram.ts";

/**
 * A connection on which updates are posted one after another, each when the one before was acknowledged. Written on
 * bare sockets: whoever loads shares the processors with what is loaded.
 */
export interface Line {
  /** Resolves with the HTTP status when the update was acknowledged. */
  post(body: string): Promise<number>;
  close(): void;
}

interface Waiting {
  readonly body: string;
  readonly done: (status: number) => void;
  readonly failed: (error: Error) => void;
}

export function openLine({ url, secret }: Webhook): Line {
  const { hostname, port, pathname } = new URL(url);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\nx-telegram-bot-api-secret-token: ${secret}\r\n`;
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let socket: Socket | undefined;
  let answer = "";

  function next(): void {
    current = queue.shift();
    if (!current) return;
    socket ??= open();
    socket.write(`${head}content-length: ${Buffer.byteLength(current.body)}\r\n\r\n${current.body}`);
  }

  function open(): Socket {
    const opened = connect(Number(port), hostname);
    opened.setNoDelay(true).setEncoding("latin1");
    opened.on("data", (text: string) => {
      answer += text;
      const status = statusOf(answer);
      if (status === undefined) return;
      if (LAST.test(answer)) part();
      answer = "";
      current?.done(status);
      next();
    });
    opened.on("error", fail);
    // A server may close a line that is idle: the next update opens another.
    opened.on("close", () => {
      if (socket !== opened) return;
      socket = undefined;
      if (current) fail(new Error("the connection was closed before an update was acknowledged"));
    });
    return opened;
  }

  function part(): void {
    const parted = socket;
    socket = undefined;
    parted?.destroy();
  }

  function fail(error: Error): void {
    current?.failed(error);
    for (const { failed } of queue.splice(0)) failed(error);
    current = undefined;
    answer = "";
  }

  return {
    post: (body) =>
      new Promise((done, failed) => {
        queue.push({ body, done, failed });
        if (!current) next();
      }),
    close: part,
  };
}

/** The server closes the connection after this answer. */
const LAST = /\r\nconnection: close/i;
const LENGTH = /\r\ncontent-length: (\d+)/i;

/** The status of a whole answer; undefined: more is to come. All that are measured tell the length of what they answer. */
function statusOf(answer: string): number | undefined {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const length = Number(LENGTH.exec(answer)?.[1] ?? 0);
  return answer.length < end + 4 + length ? undefined : Number(answer.slice(9, 12));
}
