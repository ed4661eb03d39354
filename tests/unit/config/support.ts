import { readConfig, type Config, type Environment } from "../../../core/platform/config.ts";

const key = Buffer.alloc(32, 7).toString("base64");
export const live: Environment = {
  OWNER_BOT_TOKEN: "1000001:owner-token-of-a-test",
  STAFF_BOT_TOKEN: "1000002:staff-token-of-a-test",
  DATABASE_URL: "postgresql://pawline:pass@db.example.com:5432/pawline",
  SECRETS_KEY: key,
};
export const selling: Environment = {
  ...live,
  PUBLIC_URL: "https://pawline.example.com/",
  ROBOKASSA_LOGIN: "brindle-tail",
  ROBOKASSA_PASSWORD1: "password-one",
  ROBOKASSA_PASSWORD2: "password-two",
  ROBOKASSA_PASSWORD3: "password-three",
};
export const sandboxed: Environment = {
  ...selling,
  PAWLINE_SANDBOX: "1",
  DATABASE_URL: "postgresql://pawline:pass@127.0.0.1:5432/pawline",
  PUBLIC_URL: "http://127.0.0.1:8081",
  TELEGRAM_API_ROOT: "http://127.0.0.1:8082",
  ROBOKASSA_PAYMENT_URL: "http://127.0.0.1:8083/Merchant/Index.aspx",
  ROBOKASSA_SERVICE_URL: "http://127.0.0.1:8083/Merchant/WebService/Service.asmx",
  ROBOKASSA_REFUND_URL: "http://127.0.0.1:8083/RefundService/Refund",
};

export function config(env: Environment): Config {
  const read = readConfig(env);
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  return read.config;
}

export function liveConfig(env: Environment) {
  const read = config(env);
  if (read.mode !== "live") throw new Error("not live");
  return read;
}

export function problems(env: Environment): readonly string[] {
  const read = readConfig(env);
  return "problems" in read ? read.problems : [];
}

export const byName = (one = "", other = "") => one.localeCompare(other);

/** The variables that problems are about, in order and once each. */
export const named = (env: Environment) =>
  [...new Set(problems(env).map((problem) => problem.split(/[ ,]/)[0]))].toSorted(byName);
