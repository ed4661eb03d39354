/** What a process can be: the doors for people, the doors for machines, or both. Any number of each share the work. */
export const ROLES = ["bots", "webhooks", "all"] as const;
export type Role = (typeof ROLES)[number];
