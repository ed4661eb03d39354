/** The simulator never runs where real people are. */

/** A bot's number and the 35 characters that BotFather gives. Tokens of the sandbox look different on purpose. */
const REAL_TOKEN = /^\d{8,10}:[A-Za-z0-9_-]{35}$/;

export function refuseProduction(): void {
  if (process.env["NODE_ENV"] === "production")
    throw new Error(
      "The simulated Telegram does not run in production: unset NODE_ENV or configure real bots",
    );
}

export function refuseRealToken(token: string): void {
  if (REAL_TOKEN.test(token))
    throw new Error("This looks like a real bot token: the simulated Telegram must not be given one");
}
