### The cashier: invoices, refunds, odd sums, requests for a second person, the audit trail

cash-menu = 💳 Cashier
cash-home = 💳 What shall we do?
cash-home-admin = 💳 Money: what waits for a decision, and who did what.
cash-menu-invoices = 🧾 Open invoices
cash-menu-confirm = 🏦 Confirm a transfer
cash-menu-refund = ↩️ Refund
cash-menu-odd = ❓ Odd sums
cash-menu-requests = ✋ Waiting for a second person
cash-menu-stuck = ⚠️ Payments with trouble
cash-menu-audit = 📜 Audit trail
cash-nothing-open = Nothing is being filled in now. Choose what to do.
cash-go-on = ▶️ Go on with what I began
cash-anew = Begin anew
cash-unfinished =
    You have { $form ->
        [confirm] a transfer
        [refund] a refund
        [giveback] a sum to give back
        [receipt] a receipt
       *[book] a sum to book
    } that is not finished. Go on with it, or begin anew? What you typed there is kept until you choose.
cash-back = ← Back
cash-words = Please write it in words or digits. What you filled in before is kept.
cash-press = Everything is filled in. Press a button under the summary.
cash-old-question = That button belongs to an earlier step. Here is where you are:
cash-today = Today
cash-yesterday = Yesterday
cash-page-before = ← Earlier
cash-page-next = Later →
cash-amount-hint = I cannot read this as a sum. Write it in figures, for example 1500 or 1500.50.
cash-date-hint = I cannot read this as a day that has come. Write it like 23.11.2026, or press a button.
cash-order-hint = There is no such order. Write its number, for example 17.

cash-invoices-none = 🧾 No invoice waits for its transfer now. A transfer for an older invoice can still be confirmed.
cash-invoices =
    { $total ->
        [one] 🧾 { $total } invoice waits for its transfer. The nearest term comes first.
       *[other] 🧾 { $total } invoices wait for their transfers. The nearest term comes first.
    }
cash-invoice =
    { $reference }: { $amount }
    Order { $order }, until { $until }
cash-invoice-confirm = { $reference } · { $amount }

cash-confirm-reference = Which invoice does the transfer name? Write its reference as on the statement, for example T1042-37.
cash-confirm-reference-hint = No invoice has this reference. The last two digits check the others, so compare each one with the statement.
cash-confirm-amount =
    Invoice { $reference }: { $amount }
    Order { $order }, until { $until }

    How much came? Write the sum from the statement.
cash-confirm-exact = Exactly { $amount }
cash-confirm-date = On which day did the money come? Write it like 23.11.2026.
cash-confirm-bank = Write the bank's own number of the transfer, as on the statement. It counts each transfer once.
cash-bank-hint = The bank's number is made of letters, digits, dashes and slashes, 64 at most. Please copy it from the statement.
cash-bank-used = The transfer { $bank } has been entered already, and one transfer counts once. Check the number on the statement, or press “Never mind”.
cash-confirm-summary =
    Please check once more.
    Invoice { $reference } of order { $order }: { $amount }, until { $until }
    Came: { $came }, on { $date }
    The bank's number: { $bank }
cash-confirm-foreseen =
    { $what ->
        [exact] ✅ The exact sum, in time: the owner gets the order.
        [under] ⚠️ Less than the invoice. The money is set aside until you decide: give it back or book it.
        [over] ⚠️ More than the invoice. The money is set aside until you decide: give it back or book it.
        [late] ⚠️ It came after the term. The money is set aside until you decide: give it back or book it.
        [again] ⚠️ This invoice was paid before. The money is set aside until you decide: give it back or book it.
        [surplus] ⚠️ The order needs no money any more. The transfer is to go back: I will ask you to send it at the bank.
        [already_confirmed] ⚠️ This transfer has been entered already. It will not count again.
       *[other] ⚠️ This cannot be booked as it is. Go back and check each line.
    }
cash-confirm-yes = ✅ Yes, it came
cash-second = ✋ The sum is above { $limit } (earlier refunds of the payment count, too): a colleague will have to agree.

cash-refund-number = Which order shall be refunded? Write its number.
cash-refund-order =
    Order { $order } · { $title }
    Paid: { $paid }
cash-refund-sessions = Consultations: { $given } given, { $used } used, { $left } left, { $each } each
cash-refund-before = Given back: { $refunded }, on its way: { $underway }
cash-refund-left = Can be given back: { $left }
cash-refund-not-paid =
    { $state ->
        [open] This order is not paid, so there is nothing to give back.
        [held] The money of this order is only held on the card. If the consultation does not take place, it is released by itself.
        [released] The money of this order was released: nothing was taken.
        [refunded] This order is refunded already.
       *[cancelled] This order is cancelled and was not paid, so there is nothing to give back.
    } You can write another number.
cash-refund-nothing = Nothing of this order can be given back: all of it went back, or nothing was paid. You can write another number.
cash-refund-whole = All: { $amount }
cash-refund-by-sessions = Unused consultations
cash-refund-by-sum = A sum
cash-refund-what-hint = Please press one of the buttons.
cash-refund-count = How many of the { $left } unused consultations shall be taken back? Each is { $each }.
cash-refund-count-hint = Write a number from 1 to { $left }.
cash-refund-sum = How much shall be given back? At most { $left }. No consultation is taken back for it.
cash-refund-sum-hint = That is more than can be given back. At most { $left }.
cash-refund-reason = Why? Write the reason: the audit trail keeps it.
cash-refund-reason-short = Please write the reason in a few words.
cash-refund-reason-long = That is { $length } characters, and { $most } fit. Please make it shorter.
cash-refund-changed = ⚠️ The order has changed meanwhile, and this can no longer be given back. Go back and choose anew.
cash-refund-summary =
    Please check once more.
    Order { $order }: { $amount } goes back{ $sessions ->
        [0] .
        [one] , { $sessions } consultation is taken back.
       *[other] , { $sessions } consultations are taken back.
    }
    Reason: { $reason }
cash-refund-how =
    { $way ->
        [transfer] It was paid by bank transfer: you will send it back by hand, at the bank.
        [telegram] It was paid in Telegram: you will send it back by hand, in the payment provider's dashboard.
       *[card] It goes back by itself, to where it was paid from. The owner will be told.
    }
cash-refund-yes = ✅ Yes, give it back

cash-odd-none = No odd sums: everything that came has found its order.
cash-odd-more = There is more: decide about these, and the list shows the next.
cash-odd-transfer =
    ❓ Transfer { $bank }: { $came }, on { $date }
    Order { $order }, its invoice is for { $asked }
cash-odd-payment =
    ❓ Payment { $invoice } in { $gateway }: { $came }
    Order { $order }, asked for { $asked }
cash-odd-send =
    💸 Transfer { $bank }: { $came }, on { $date }, order { $order }. It was decided to go back: send it at the bank to the account it came from, then press “Sent”.
cash-sent = ✅ Sent
cash-sent-done = ✅ Order { $order }: the transfer is out of the books, and the owner will be told.
cash-odd-for-cashiers = A cashier decides about these. Is there none? Invite one: npm run staff -- invite --role cashier --name NAME
cash-odd-back = ↩️ Give it back
cash-odd-book = 🧾 Book it to an order
cash-giveback-yes = ✅ Yes, give it back
cash-book-order = Which order is it for? Write its number. The order is given for the sum that came, as it is.
cash-book-own = Order { $order }

cash-receipt-make = 🧾 Enter the receipt
cash-receipt =
    🧾 Order { $order }: { $kind ->
        [prepayment] a receipt for a bank transfer, as payment ahead (100 %). It is due by the end of the working day after the money came.
        [settlement] a receipt for what has been given, settled in full against the payment ahead.
       *[refund] a receipt of return: the money goes back.
    }
cash-receipt-line = • { $name }: { $sum }
cash-receipt-total = Total: { $sum }
cash-receipt-address = Send it to { $email }
cash-receipt-no-address = The payer left no address for it.
cash-receipt-number = Make it at the till and write its number here.
cash-receipt-none = No receipt is wanted: an organisation paid
cash-receipt-number-hint = I cannot read this as a receipt's number. Letters, digits, dashes and slashes, 32 at most: copy it from the receipt.
cash-receipt-made = Number of the receipt: { $number }
cash-receipt-needless = No receipt is wanted: an organisation paid.
cash-receipt-yes = ✅ Yes, that is so

cash-book-yes = ✅ Yes, book it

cash-facts =
    { $action ->
        [confirm] Bank transfer: { $amount } for order { $order }
        [refund] Refund of order { $order }: { $amount }{ $sessions ->
            [0] { "" }
            [one] , { $sessions } consultation taken back
           *[other] , { $sessions } consultations taken back
        }
        [giveback] Odd sum of order { $order }: give back { $amount }{ $from ->
            [bank] , at the bank
           *[gateway] { "" }
        }
        [receipt] Receipt of { $amount } for order { $order }
       *[book] Odd sum of { $amount }: book to order { $order }
    }
cash-facts-transfer = Invoice { $reference }, the bank's number { $bank }, on { $date }
cash-facts-receipt = Number of the receipt: { $number }
cash-facts-reason = Reason: { $reason }

cash-outcome =
    { $outcome ->
        [credited] ✅ The transfer is booked, and the owner has the order.
        [surplus] ✅ The transfer is booked. The order needed no money: it is to go back, and I will ask you to send it at the bank.
        [under] ✅ The transfer is booked. It is less than the invoice, so it is set aside: decide about it in “Odd sums”.
        [over] ✅ The transfer is booked. It is more than the invoice, so it is set aside: decide about it in “Odd sums”.
        [late] ✅ The transfer is booked. It came too late, so it is set aside: decide about it in “Odd sums”.
        [again] ✅ The transfer is booked. Its invoice was paid before, so it is set aside: decide about it in “Odd sums”.
        [other_currency] ✅ The transfer is booked. It is in another currency, so it is set aside: decide about it in “Odd sums”.
        [already_confirmed] ⛔ This transfer has been entered already, and one transfer counts once. Check the bank's number.
        [unknown_reference] ⛔ No invoice has this reference. Check it on the statement.
        [invalid] ⛔ Something here cannot be on a statement. Go back and check each line.
        [ordered] ✅ The money is on its way back. The owner will be told when it is there.
        [by_hand] ✅ The refund is made. Now the money has to be sent by hand: the next message says how much, from where, and what to press then. It also waits in “Payments with trouble”.
        [nothing_paid] ✅ Taken back. Nothing had been paid for it, so no money moves.
        [not_paid] ⛔ This order is not paid, or its money is only held. There is nothing to give back.
        [too_much] ⛔ So much can no longer be given back. Go back and choose anew.
        [no_order] ⛔ There is no such order.
        [noted] ✅ It is to go back. Please send it now, at the bank, to the account it came from; then press “Sent” in “Odd sums”.
        [receipt_made] ✅ Thank you, the receipt is noted.
        [receipt_needless] ✅ Noted: no receipt is wanted here.
        [nothing_there] ⛔ This sum has been dealt with already.
        [given] ✅ Booked. The owner has the order.
        [already_paid] ⛔ That order needs no money. Choose another one, or give the sum back.
        [not_given] ⛔ That order can no longer be given: its promo code is used up, or the owner has left. Give the sum back.
       *[no_invoice] ⛔ That order has no unpaid invoice for a bank transfer. Ask the owner to make one on the payment page, or give the sum back.
    }

cash-asked =
    ✋ Request { $number } is made: the sum is above your limit. { $hearers ->
        [0] Nobody else can decide about it yet: ask the administrator to invite a second cashier.
       *[other] I have told those who can decide.
    } It waits until { $until }; I will tell you how it ends.
cash-request =
    ✋ Request { $number } by { $by }
    Decide by { $until }
cash-request-own = This request is your own: somebody else decides about it.
cash-requests-none = Nothing waits for a second person.
cash-requests-more = There is more: decide about these, and the list shows the next.
cash-approve = ✅ Approve
cash-decline = ⛔ Decline
cash-approved = ✅ Request { $number }: you agreed. Who asked is told and goes on with it.
cash-declined = ⛔ Request { $number } is declined. Who asked is told.
cash-decided =
    { $state ->
        [approved] ✅ Request { $number }: { $by } agreed.
        [declined] ⛔ Request { $number }: { $by } declined. Nothing was done.
        [failed] ⚠️ Request { $number }: { $by } agreed, but it could no longer be done.
       *[expired] ⌛ Request { $number }: nobody decided within a day. Nothing was done; it can be asked for anew.
    }

audit-entry =
    { $at } · { $by }: { $step ->
        [done] done
        [refused] tried, not possible
        [asked] asked for a second person, request { $request }
        [approved] agreed to request { $request }, done
        [declined] declined request { $request }
        [expired] request { $request } expired
        [failed] agreed to request { $request }, not possible any more
        [again] asked the payment service once more, order { $order }
       *[settled] marked as “Settled”, order { $order }
    }{ $task ->
        [none] { "" }
        [giveback] , an odd transfer sent back
        [refund] , a refund
        [receipt] , a receipt
        [compare] , a comparison
       *[check] , a payment
    }
audit-nobody = by itself
audit-tried =
    { $action ->
        [confirm] Bank transfer
        [refund] Refund
        [giveback] Odd sum, to give back
        [receipt] Receipt
       *[book] Odd sum, to book
    }
audit-none = 📜 The audit trail is empty: nobody has done anything about money yet.
audit-end = 📜 That was all. The newest: /audit
audit-older = Earlier →
