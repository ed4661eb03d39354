### Owner: order.

order-name = The order is in the name of { $name }. Is that right?
order-as-is = Yes, that's right
order-other = No, I'll change it
order-first-name = Write the first name of whoever pays.
order-last-name = And the last name?
order-phone = The phone number for this order is { $phone }. Is that right?
order-new-phone = Write the phone number, for example +7 999 000-11-22.
order-phone-unreadable = There is no such number. Please check the country code and the digits: for example, +7 999 000-11-22.
order-receipt = Shall we send the receipt to { $email }?
order-receipt-known = Yes, to this address
order-receipt-other = To another address
order-receipt-none = I don't need a receipt
order-email = Write the e-mail address for the receipt.

promo-any = Do you have a promo code?
promo-have = Yes, I'll enter it
promo-without = Go on without it
promo-code = Enter the promo code.
promo-good = Promo code { $code } accepted: { $discount } off.
promo-wrong = There is no such promo code. Perhaps there is a typing slip in it. Would you like to enter it again?
promo-used_up = This promo code has been used up. Would you like to try another?
promo-used_by_you = You have used this promo code already. Would you like to try another?
promo-other_package = This promo code isn't for the consultation you chose. Would you like to try another?
promo-expired = This promo code has expired ({ $since }). Would you like to try another?
promo-not-yet = This promo code isn't valid yet: it will be from { $from }. Would you like to try another?

order-summary =
    Please check your order:

    { $title }

    { $who }

    { $price }

    By pressing “I agree, go to payment” you accept the offer and the privacy policy.
order-line-begins =
    ⚡ Begins right after payment, for { $pet }.
    Where the card allows it, the money is only held until the consultation is over. If no vet answers, it comes back by itself.
order-line-vet = Vet: { $name }
order-line-name = Payer: { $name }
order-line-phone = Phone: { $phone }
order-line-receipt = Receipt to: { $email }
order-line-no-receipt = No receipt
order-sum = To pay: { $amount }
order-sum-less =
    Price: { $list }
    Promo code { $code }: −{ $discount }
    To pay: { $amount }
order-agree = ✅ I agree, go to payment
order-begin = ⚡ Begin right after payment
order-read-offer = 📄 Offer
order-read-privacy = 📄 Privacy policy
order-leave = Don't order
order-left = All right, nothing has been ordered. You can come back to it at any time.
order-offer-changed = The offer was updated while you were filling in the order. Please have another look.
order-ready =
    Order No. { $number } is ready. Pay { $amount } on our page: the link is below.

    Your card details stay with the payment service, we never see them. You may pass the link on: somebody else can pay, too.

    The page is open until { $until }. As soon as the money arrives, we'll write to you.
order-pay = 💳 Pay { $amount }
order-share = ↗️ Send on to whoever pays
order-share-words = Could you please pay for my vet consultation (order { $number })?
order-granted = Order No. { $number } is complete, there is nothing to pay. The consultation is in “My services” already.
order-buying-off = Consultations can't be bought at the moment: payments aren't working for now. Write to support, and we'll see what can be done.
order-package-gone = This consultation is no longer on sale. Please have a look at the others.
order-vet-gone = This vet no longer offers that consultation. Please have a look at the others.

unpaid-title = This order waits to be paid
unpaid-line =
    No. { $number } · { $title }
    { $amount } to pay · until { $until }
unpaid-pay-number = 💳 Pay No. { $number }
unpaid-cancel-number = ✖️ Cancel No. { $number }
unpaid-cancel = ✖️ Cancel the order
unpaid-trouble = 🛟 I cannot pay
unpaid-cancel-ask = Cancel order No. { $number } ({ $title }, { $amount })?
unpaid-cancel-yes = Yes, cancel it
unpaid-cancel-no = No, keep it
unpaid-cancelled =
    Order No. { $number } is cancelled.{ $begun ->
        [yes] { " " }If you have paid it already, the money isn't lost: when the payment arrives, we'll write to you, and what you bought will be yours.
       *[no] { "" }
    }
unpaid-closed = Order No. { $number } is closed, there is nothing to pay. If you still need a consultation, order it once more.
unpaid-paid = Order No. { $number } is paid, your consultations are in “My services”. If you want the money back, write to support.
