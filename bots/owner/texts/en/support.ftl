### Owner: talking to support.

support-name = What may we call you?
support-phone = Nice to meet you, { $name }! Please leave a phone number, so that we can reach you if we lose touch here: share yours, or type it.
support-phone-unreadable = There is no such number. Please check it: we need the country code and all digits, for example +7 999 000-11-22.
support-thanks = Thank you, { $name }! Noted; we will not ask again.

support-open = 🛟 You are in the chat with support. Write what happened; photos and files are welcome.
support-sent =
    🛟 You are in the chat with support. { $sent ->
        [one] Your message has been passed on; the next ones come here too.
       *[other] Your messages have been passed on; the next ones come here too.
    }
support-paying = I cannot pay for order No. { $number }.
support-paying-own = I cannot pay for order No. { $number } ({ $title }, { $amount }).
support-on-duty = An operator is here and will answer soon.
support-closed-until = No operator is here right now. Write to us: we answer when we open, { $at }.
support-nobody-now = All operators are busy or away at the moment. Write to us: we answer as soon as one is free.
support-meanwhile = Meanwhile, your answer may already be here:
support-back-to = ↩️ { $chat }
support-leave = End this talk
support-closed-already = This talk with support has already ended. If another question comes up, press “Support” in the menu.

help-payment-label = 💳 I cannot pay
help-payment =
    💳 If a payment does not go through

    • Check that the card has enough money on it and may be used online.
    • The payment page says which cards work at present. If yours does not, choose another way: send the link to somebody who pays for you, or ask for an invoice for a bank transfer.
    • The page is too old? Choose the consultation and order it anew. The unpaid order closes by itself.
    • If the bank declined the payment, it will tell you why; the phone number is on the back of the card.
    • You were charged, but the consultation is not there? Give it a few minutes: the bank’s confirmation is sometimes late.

    If that does not help, write to us, and we will sort it out.
help-activation-label = ▶️ How to start a consultation
help-activation =
    ▶️ How to start a consultation

    1. Open “My services” and press “Start”.
    2. Choose your pet and tell us what is wrong; photos if you like.
    3. Start at once or choose a time. A vet answers within 30 minutes.

    If no vet answers in time, the consultation comes back to you.
help-delivery-label = ✉️ Messages do not arrive
help-delivery =
    ✉️ If messages seem not to arrive

    • A message without a remark has arrived. When one is not delivered, we say so in reply to it, and you can send it again from there.
    • Check whom you are writing to: open “My chats” and choose the consultation.
    • Files over 20 MB do not pass: compress them, or send a link.
    • Check your connection. If you use a VPN, try switching it off or on.
help-to-catalog = 🛒 Order again
help-to-services = 🎫 My services
help-to-chats = 💬 My chats
