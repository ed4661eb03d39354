# The payment form of the simulated gateway, as a payer sees it.

robokassa-title = Payment
robokassa-sandbox = A simulated gateway: no money moves.
robokassa-to-pay = To pay
robokassa-invoice = Invoice { $number }
robokassa-receipt-to = The receipt goes to { $email }.
robokassa-card = Test card
robokassa-card-number = Card number
robokassa-card-until = Valid until
robokassa-card-code = Code
robokassa-pay = Pay
robokassa-decline = Decline the payment
robokassa-error = The payment form did not open
robokassa-error-code = Error { $code }.
robokassa-back = Go back to the shop and try again from there.
robokassa-error-23 = The shop has no passwords for test payments.
robokassa-error-26 = The shop is not known.
robokassa-error-29 = The signature does not fit what is to be paid.
robokassa-error-31 = The sum is wrong.
robokassa-error-33 = The time to pay this invoice is over.
robokassa-error-40 = This invoice has been paid or closed already.
robokassa-error-64 = The shop may not hold money.
robokassa-error-65 = Test payments cannot be held.
robokassa-error-500 = Something broke here. Whether the payment went through, the shop will know.
