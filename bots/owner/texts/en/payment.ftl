# The sign before it is known to the sandbox: its guide goes on by it.
order-paid =
    ✅ Payment received, thank you! Order No. { $order }: { $title }.
    { $sessions ->
        [one] Your consultation is ready. Start it now or choose a convenient time.
       *[other] The package holds { $sessions } consultations. Start the first one now or choose a convenient time.
    }
order-paid-activate = Start the consultation
order-paid-services = My services
order-refunded =
    { $reason ->
        [paid_twice] Order No. { $order } was paid twice. We have returned the second payment, { $amount }: it will reach your card within a few days. What you bought stays yours.
       *[promo_gone] The payment for order No. { $order } came after the order had been closed and its promo code used up. We have returned { $amount }: it will reach your card within a few days. Please order again whenever it suits you.
    }
