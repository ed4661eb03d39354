# The payment form of simulated gateways, as a payer sees it.

form-title = { $gateway }: payment
form-sandbox = { $gateway }, simulated: no money moves.
form-to-pay = To pay
form-held = The sum is only held on the card, and taken later.
form-receipt-to = The receipt goes to { $email }.
form-card = Test card
form-card-number = Card number
form-card-until = Valid until
form-card-code = Code
form-pay = Pay
form-hold = Pay (hold)
form-decline = Decline the payment
form-expire = Let the form expire
form-closed = This payment is over
form-closed-why = It has been paid, declined or has expired. Go back to the shop: it knows.
form-broken = Something broke here
form-broken-why = Whether the payment went through, the shop will know. Go back to it.
form-unknown = There is no such payment
form-unknown-why = Go back to the shop and try again from there.
form-back = Back to the shop

# An invoice in Telegram, opened by its link.

invoice-title = Telegram: invoice
invoice-sandbox = Telegram, simulated: no money moves.
invoice-who = Who pays
invoice-paid = Paid. The bot has been told.
invoice-back = Go back to the chat with the bot.
