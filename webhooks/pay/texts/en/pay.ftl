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
pay-share = Anyone can pay on this page: send its address to whoever pays for you.
pay-other-language = Читать по-русски

pay-paid = Paid, thank you
pay-paid-next = The consultations are waiting in the chat where they were ordered. You can close this page.
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
