import { BlockList, isIP } from "node:net";
import * as z from "zod";
import type { Notification, RawNotification } from "../../gateway.ts";
import { Amount } from "./amount.ts";

/** Where YooKassa's notifications come from (its documentation, "Incoming notifications"). */
const sources = new BlockList();
sources.addSubnet("185.71.76.0", 27);
sources.addSubnet("185.71.77.0", 27);
sources.addSubnet("77.75.153.0", 25);
sources.addSubnet("77.75.154.128", 25);
sources.addAddress("77.75.156.11");
sources.addAddress("77.75.156.35");
sources.addSubnet("2a02:5180::", 32, "ipv6");

const Told = z.object({
  type: z.literal("notification"),
  event: z.string().regex(/^[a-z_.]{1,60}$/),
  object: z.looseObject({ id: z.string().regex(/^[\w-]{1,64}$/) }),
});
const PaymentTold = z.object({ amount: Amount });
const RefundTold = z.object({ payment_id: z.string().regex(/^[\w-]{1,64}$/) });

const malformed: Notification = { reject: "malformed", answer: { status: 400, body: "bad request" } };
const ack = { status: 200, body: "" };

/**
 * Reads what comes to the shop's address for notifications: `{type, event, object}`. Nothing in it is signed: it is
 * known by where it comes from, and believed in nothing. Any answer but 200 makes YooKassa send it again, for a day.
 */
export function readNotification({ body, ip }: RawNotification): Notification {
  const family = isIP(ip);
  if (family === 0 || !sources.check(ip, family === 6 ? "ipv6" : "ipv4")) {
    return { reject: "bad_source", answer: { status: 403, body: "bad source" } };
  }
  const { data: told } = Told.safeParse(parsed(body));
  if (!told) return malformed;
  const { event, object } = told;
  const eventKey = `${event}:${object.id}`;
  switch (event) {
    case "payment.waiting_for_capture":
    case "payment.succeeded": {
      const { data } = PaymentTold.safeParse(object);
      return data ? { ref: object.id, eventKey, money: data.amount, ack } : malformed;
    }
    case "payment.canceled":
      return { ref: object.id, eventKey, money: undefined, ack };
    case "refund.succeeded": {
      const { data } = RefundTold.safeParse(object);
      return data ? { ref: data.payment_id, eventKey, money: undefined, ack } : malformed;
    }
    default:
      return { ignore: event, ack };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
