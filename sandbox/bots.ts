/** The provider of payments inside the simulated Telegram: it takes everything. */
export const PROVIDER_TOKEN = "4200000003:TEST:sandbox-provider";

/** The sandbox's bots. Their tokens open nothing but the simulated Telegram. */
export const OWNER_BOT = {
  token: "4200000001:sandbox-owner-bot",
  username: "pawline_bot",
  first_name: "Pawline",
} as const;

export const STAFF_BOT = {
  token: "4200000002:sandbox-staff-bot",
  username: "pawline_staff_bot",
  first_name: "Pawline · staff",
  topics: true,
} as const;
