import { connect, type Socket } from "node:net";
import type { Webhook } from "./telegram.ts";

/**
 * A connection on which updates are posted one after another, each when the one before was acknowledged. Written on
 * bare sockets: whoever loads shares the processors with what is loaded.
 */
export interface Line {
  /**
   * Resolves with the HTTP status when the update was answered. One whose connection broke is posted again, as Telegram does; 0: it
   * broke each time. Never rejects.
   */
  post(body: string): Promise<number>;
  close(): void;
}

interface Waiting {
  readonly body: string;
  readonly done: (status: number) => void;
  tries: number;
}

/** A server closes a line that was idle for some seconds, perhaps at the moment when it is used again. */
const TRIES = 3;

export function openLine({ url, secret }: Webhook): Line {
  const { hostname, port, pathname } = new URL(url);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\nx-telegram-bot-api-secret-token: ${secret}\r\n`;
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let socket: Socket | undefined;
  let answer = "";

  function next(): void {
    current = queue.shift();
    if (current) write(current);
  }

  function write(current: Waiting): void {
    current.tries += 1;
    answer = "";
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
      current?.done(status);
      next();
    });
    // It is closed then, which is all that matters.
    opened.on("error", () => undefined);
    opened.on("close", () => {
      if (socket !== opened) return;
      socket = undefined;
      if (!current) return;
      if (current.tries < TRIES) return write(current);
      current.done(0);
      next();
    });
    return opened;
  }

  function part(): void {
    const parted = socket;
    socket = undefined;
    parted?.destroy();
  }

  return {
    post: (body) =>
      new Promise((done) => {
        queue.push({ body, done, tries: 0 });
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
