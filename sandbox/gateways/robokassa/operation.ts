import type { Form } from "../kit/http.ts";
import { escape } from "../kit/page.ts";
import { longSum, stateCode, type Payment } from "./payment.ts";
import { questionIsSigned, type Shop } from "./shop.ts";

/** What OpStateExt answers to a question, as XML. */
export function operationState(
  shop: Shop,
  form: Form,
  find: (invId: string) => Payment | undefined,
  now: Date,
): string {
  if (form["MerchantLogin"] !== shop.login) return answer(result(2, "Merchant not found"));
  if (!questionIsSigned(shop, form)) return answer(result(1, "Wrong signature"));
  const payment = find(form["InvoiceID"] ?? "");
  if (!payment || payment.test) return answer(result(3, "Operation not found"));
  const paid = payment.state === "paid" || payment.state === "held";
  return answer(`${result(0, "")}
  <State>
    <Code>${stateCode(payment, now)}</Code>
    <RequestDate>${now.toISOString()}</RequestDate>
    <StateDate>${payment.changedAt}</StateDate>
  </State>
  <Info>
    <IncCurrLabel>BankCardPSR</IncCurrLabel>
    <IncSum>${longSum(payment.amount)}</IncSum>
    <IncAccount>${paid ? "220000******0004" : ""}</IncAccount>
    <PaymentMethod><Code>BankCard</Code></PaymentMethod>
    <OutCurrLabel>BNR</OutCurrLabel>
    <OutSum>${longSum(payment.amount)}</OutSum>
    <OpKey>${paid ? escape(payment.opKey) : ""}</OpKey>
  </Info>
  <UserField>${Object.entries(payment.own)
    .map(([name, value]) => `<Field><Name>${escape(name)}</Name><Value>${escape(value)}</Value></Field>`)
    .join("")}</UserField>`);
}

const result = (code: number, description: string): string =>
  `  <Result><Code>${code}</Code><Description>${description}</Description></Result>`;

const answer = (body: string): string => `<?xml version="1.0" encoding="utf-8"?>
<OperationStateResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://merchant.roboxchange.com/WebService/">
${body}
</OperationStateResponse>`;
