import { randomBytes } from "node:crypto";

/** Makes the id of a new thing: a UUID. Injected, so that a simulation can make its own. */
export type Ids = () => string;

/**
 * UUIDs of version 7 (RFC 9562) that ascend in the order this process made them: rows of one moment keep their order
 * where a query sorts by moment and id. They are no secrets: who made one can guess the time of the next.
 */
export const ascendingIds = (): Ids => {
  let last = { at: 0, count: 0 };
  return () => {
    const at = Math.max(Date.now(), last.at);
    // 12 bits count within a millisecond; when they are used up the time runs ahead.
    const count = at === last.at ? last.count + 1 : 0;
    last = count < 4096 ? { at, count } : { at: at + 1, count: 0 };
    const bytes = randomBytes(16);
    bytes.writeUIntBE(last.at, 0, 6);
    bytes.writeUInt16BE(0x7000 | last.count, 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    const hex = bytes.toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
};
