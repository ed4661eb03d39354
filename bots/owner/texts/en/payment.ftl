# The sign before it is known to the sandbox: its guide goes on by it.
order-paid =
    ✅ Payment received, thank you! Order No. { $order }: { $title }.
    { $sessions ->
        [one] Your consultation is ready. Start it now or choose a convenient time.
       *[other] The package holds { $sessions } consultations. Start the first one now or choose a convenient time.
    }
order-paid-activate = Start the consultation
order-paid-services = My services
invoice-made =
    🏦 Invoice { $reference } for order No. { $order } is ready: { $amount }, to be paid by bank transfer before { $until }.

    The button below leads to our bank details. Write the invoice’s number into the purpose of the payment. As soon as the money is here (usually 1 to 3 working days) we write to you.
invoice-open = Open the invoice
order-started =
    { $held ->
        [yes] ✅ { $amount } for order No. { $order } is held on the card. It is charged only when the consultation is over. If no vet answers, nothing is charged.
       *[no] ✅ Payment received, thank you! Order No. { $order }, { $amount }. If no vet answers, you get the money back.
    }
order-released =
    { $reason ->
        [unneeded] Nothing was charged for order No. { $order }: { $amount } is free on your card again. Some banks show it within a few days. You can order again whenever it suits you.
        [paid_twice] Order No. { $order } had been paid already, so { $amount } held the second time is free on the card again. What you bought stays yours.
       *[left] Order No. { $order } could not be paid any more, so { $amount } held for it is free on the card again. Please order again whenever it suits you.
    }
order-refunded =
    { $reason ->
        [paid_twice] Order No. { $order } was paid twice. We have returned the second payment, { $amount }: { order-refunded-arrives }. What you bought stays yours.
        [unneeded] The consultation of order No. { $order } did not take place. We have returned { $amount }: { order-refunded-arrives }. You can order again whenever it suits you.
        [sessions] We have returned { $amount } for the unused consultations of order No. { $order }: { order-refunded-arrives }.
        [decided] We have returned { $amount } of order No. { $order }: { order-refunded-arrives }. If you have questions, write to support.
        [odd_transfer] The bank transfer of { $amount } for order No. { $order } did not match its invoice, so we have sent it back: { order-refunded-arrives }. If you still need a vet, order again or write to support.
       *[promo_gone] The payment for order No. { $order } came after the order had been closed and its promo code used up. We have returned { $amount }: { order-refunded-arrives }. Please order again whenever it suits you.
    }
order-refunded-arrives =
    { $way ->
        [transfer] a bank transfer to the account it came from takes 1 to 3 working days
        [telegram] it will reach the card you paid with in Telegram within a few days
       *[card] it will reach the card or account it was paid from within a few days
    }
