import type { Order } from "../../../prisma/generated/client.ts";
import { queue } from "../../messaging/outbox.ts";
import { prolong } from "../../orders/lapse.ts";
import type { Core } from "../../platform/core.ts";
import type { Money } from "../../platform/money.ts";
import { referenceOf } from "./reference.ts";

/**
 * An invoice is made: its order, and the promo code in it, are kept for as long as it can be paid, and the chat names it.
 * In the transaction that makes the attempt, which it is the other face of.
 */
export async function issueInvoice(
  core: Core,
  order: Order,
  attempt: { readonly invoice: bigint; readonly expiresAt: Date; readonly money: Money },
): Promise<void> {
  const { invoice, expiresAt, money } = attempt;
  await prolong(core, order, expiresAt);
  const { erasedAt } = await core.db.person.findUniqueOrThrow({ where: { id: order.ownerId } });
  if (erasedAt) return;
  await queue(core, {
    to: order.ownerId,
    operation: {
      op: "notice",
      notice: {
        kind: "invoiceMade",
        order: order.number,
        reference: referenceOf(invoice),
        ...money,
        until: expiresAt.toISOString(),
        link: `${core.settings.publicUrl}/p/${order.token}/invoice`,
      },
    },
  });
}
