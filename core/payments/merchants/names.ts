/** What a clinic's account at a gateway is called: `robokassa@northside`. */
export const accountName = (gateway: string, slug: string): string => `${gateway}@${slug}`;

/** Where the gateway finds it, under the public address: `/webhooks/robokassa/northside`. */
export const accountRoot = (name: string): string => `/webhooks/${name.replace("@", "/")}`;
