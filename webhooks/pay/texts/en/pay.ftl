# The payment page. Whoever has the link may read it: it names nobody.

pay-title = Order { $number }
pay-sessions = { $count ->
    [one] { $count } consultation
   *[other] { $count } consultations
}
pay-price = Price
pay-discount = Discount
pay-total = To pay
pay-email = E-mail for the receipt
pay-email-optional = You may leave this empty: the receipt then goes to the address given in the order.
pay-email-empty = You may leave this empty if you need no receipt by e-mail.
pay-email-wrong = This does not look like an e-mail address. Check it, please, or leave the field empty.
pay-terms = By paying you accept:
pay-where = The next page belongs to the payment service. Card details are entered there; we never see them.
pay-button = Pay { $sum }
pay-begun = A payment of this order has been started already. If it was you and it went through, there is nothing more to do here.
pay-go-on = Go on to payment
pay-country-differs = A card of another country?
pay-country = Where was the card issued?
pay-country-any = Show all ways
pay-country-other = Another country
pay-country-ge-ab = Abkhazia
pay-country-show = Show
pay-ways = How to pay
pay-ways-none = Cards of this country cannot be used here at present. You can send the link to somebody else who pays; it is below.
pay-way-online = Online
pay-choice-gone = This way cannot be used just now. Please choose another.
pay-share-title = Somebody else pays
pay-share = Anyone can pay on this page: send the link to whoever pays for you.
pay-share-link = Link to this page
pay-share-words = Could you please pay for my vet consultation (order { $number }):
pay-share-telegram = Send on in Telegram
pay-share-whatsapp = Send on in WhatsApp
pay-invoice-waits = We are waiting for a bank transfer for invoice { $reference }. If you would rather pay otherwise, choose another way.
pay-invoice-open = Open the invoice
pay-other-language = Читать по-русски

pay-paid = Paid, thank you
pay-paid-next = The consultations are waiting in the chat where they were ordered. You can close this page.
pay-held = The money is held, thank you
pay-held-next = It is taken only when the consultation is over, and let go if there is none. The consultation has begun in the chat; you can close this page.
pay-released = Nothing was taken
pay-released-next = The consultation was not needed or did not take place, so the money held on the card was let go. The bank may take a few days to show it.
pay-refunded = The money was given back
pay-refunded-next = The bank may take a few days to show it. If you still need a vet, make a new order in the chat.
pay-checking = Checking the payment
pay-checking-next = It usually takes a few seconds. You can also close this page: the answer comes to the chat.
pay-check-again = Check again
pay-failed = The payment did not go through
pay-failed-next = No money was taken. You can try once more, with another card if you like.
pay-try-again = Back to payment
pay-cancelled = This order is closed
pay-cancelled-next = It was not paid in time, or it was replaced by a newer one. Make a new order in the chat; it takes a minute.
pay-not-found = There is no such order
pay-not-found-next = Check that the whole link was copied, or ask for it again in the chat.
pay-unavailable = The payment service does not answer
pay-unavailable-next = Nothing was charged. Please try again in a minute.
pay-too-often = Too many attempts
pay-too-often-next = Wait a minute, please, and open the page again.
pay-bad-request = This form could not be read
pay-bad-request-next = Open the page again from the link in the chat.
pay-broken = Something broke on our side
pay-broken-next = If you had already paid, the payment is not lost: the answer comes to the chat. Otherwise try again in a minute.

pay-help = Trouble paying?
pay-help-money = Check that there is enough money on the card and that it allows buying online: the limit can be raised in the bank’s app.
pay-help-bank = The bank declined it? Its support will tell you why; the number is on the card.
pay-help-vpn = The bank’s page does not open? Turn off the VPN, or take another browser.
pay-help-other = Try another way from the list above, or send the link to somebody who can pay.
pay-help-twice = The money is gone and the page says it is not? Do not pay again: a confirmation may take some minutes, and what is too much we send back by ourselves.
pay-help-support = It did not help? Write to support; we pass on the number of the order, { $number }.
pay-help-telegram = Support in Telegram
pay-help-whatsapp = Support in WhatsApp

invoice-title = Invoice { $reference }
invoice-of = of { $date }
invoice-pay-until = Transfer exactly { $sum }. The money must arrive by { $date }.
invoice-closed = This invoice is not to be paid any more: another way was chosen, its time is over, or the order is paid.
invoice-download = Download the invoice (PDF)
invoice-recipient = Recipient
invoice-inn = INN / KPP
invoice-account = Account
invoice-bank = Bank
invoice-bic = BIC
invoice-correspondent = Correspondent account
invoice-purpose = Purpose of payment
# Russian banks want it in Russian letters.
invoice-purpose-words = Оплата по счёту { $reference } за ветеринарные консультации
invoice-for = For
invoice-until = To be paid by
invoice-total = To pay: { $sum }
invoice-purpose-exactly = Write the invoice’s number into the purpose of the payment: we find your transfer by it.
invoice-sum-exactly = Send the whole sum in one transfer. The sender bears the charges of their bank.
invoice-days = A transfer takes 1 to 3 working days. As soon as it is here we write in the chat, and the consultations open.
invoice-other-way = Pay in another way
