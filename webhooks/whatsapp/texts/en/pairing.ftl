# The page that pairs WhatsApp Web with the number's phone.

pair-qr = Pair WhatsApp
pair-qr-next = Take the phone with the clinic's number. WhatsApp → Linked devices → Link a device, and scan this:
pair-qr-picture = QR code for WhatsApp
pair-code = Pair WhatsApp
pair-code-next = Take the phone with the clinic's number. WhatsApp → Linked devices → Link a device → Link with phone number instead, and type:
pair-fresh = The code changes now and then; this page shows the new one by itself.
pair-private = Whoever sees this page could pair it with a WhatsApp of their own. Close it when you are done.
pair-waits = The code is on its way
pair-waits-next = It can take a minute. This page shows it by itself, nothing has to be pressed.
pair-paired = WhatsApp is paired
pair-paired-next = You can close this page: messages come and go.
pair-over = This link has had its time
pair-over-next = Press “New link” under the message in the staff's bot.
pair-not-found = There is no such page
pair-not-found-next = Take the newest link from the staff's bot: each new one ends the one before.
pair-too-often = Too many attempts
pair-too-often-next = Wait a minute, please, and open the page again.
pair-broken = Something broke on our side
pair-broken-next = Open the page again in a minute, please.
