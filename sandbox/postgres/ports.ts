import { createServer } from "node:net";

/** Takes a port for a moment and frees it: resolves to its number, or `undefined` when it is taken. */
function probe(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : undefined));
    });
  });
}

/** `preferred` when it is free on the loopback, else any free port. */
export async function freePort(preferred = 0): Promise<number> {
  const port = (await probe(preferred)) ?? (await probe(0));
  if (port === undefined) throw new Error("No free port on 127.0.0.1");
  return port;
}
