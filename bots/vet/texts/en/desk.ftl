### The desk of vets and operators: what the bot says

vet-not-invited = This is where the clinic's vets and operators work; one comes here by invitation. If you have a link, open it. Help for your pet is in our other bot.
vet-to-owners = The bot for owners
vet-invitation-used = This link has been used. Ask the administrator for a new one.
vet-invitation-expired = This link has expired. Ask the administrator for a new one.
vet-invitation-unknown = There is no such invitation. Check that the link was copied whole, or ask for a new one.
vet-invitation-taken = This invitation cannot be used: somebody is this vet already. Talk to the administrator.
vet-welcome =
    Hello, { $name }! { $role ->
        [vet] This is your desk. Press “Go on duty” and new consultations will come to you.
        [operator] This is the support desk. Press “Go on duty” and requests will come to you.
        [cashier] This is the cashier's desk. Invoices, refunds and odd sums are under “💳 Cashier”.
       *[administrator] This is the administrator's desk. Reviews to check: /reviews; for the rest see “Help”.
    }
vet-welcome-back = Welcome back, { $name }! All you need is in the menu below.
vet-unknown-command = There is no such command. All you can do is in the menu below and in “Help”.
vet-old-button = This button does nothing any more. Choose from the menu below.
vet-not-for-you = This is for another role. If you need it, talk to the administrator.
vet-menu-here = The menu is below 👇

vet-menu-on = 🟢 Go on duty
vet-menu-off = 🔴 Go off duty
vet-menu-queue = 📋 Queue
vet-menu-cases = 🗂 My cases
vet-menu-help = ❔ Help
vet-on-duty = 🟢 You are on duty. I will tell you of new requests at once.
vet-off-duty =
    🔴 You are off duty: nothing new will come.{ $open ->
        [0] { "" }
        [one] { " " }{ $open } case is still yours: answer it or return it to the queue.
       *[other] { " " }{ $open } cases are still yours: answer them or return them to the queue.
    }

vet-help-vet =
    🐾 Consultations
    “Queue” shows who waits; “Take” makes a case yours and opens a topic for it. The first message is due within 30 minutes from the start; a case taken and left silent for 10 minutes goes back to the queue.
    Whatever you write in the topic the owner gets at once: text, photos, voice, files. Edits and reactions pass too.
    Under the card: canned answers, a note for colleagues, the conclusion, and the way back to the queue.
    /answers adds and changes canned answers of your own.
vet-help-support =
    💬 Support
    Requests wait in the “Queue”, too. Take one and write in its topic.
vet-help-admin =
    🛠 For administrators
    /reviews — reviews to check
    /aside — messages that could not be handled
    /uncertain — deliveries with an unknown outcome
    /money — payments that need your decision
    /requests — sums above the limit that wait for a second person
    /audit — who did what about money
    /whatsapp — how WhatsApp stands, and its switch
vet-help-cashier =
    💳 Cashier
    “Open invoices” shows what we wait for. When a transfer comes, confirm it with its sum, day and the bank's number.
    “Refund” takes the order's number and the reason. “Odd sums” is money that came and fits no order.
    Sums above the limit wait until a colleague agrees: /requests. What you began to fill in is kept: /cashier.
vet-help-all =
    /unsend in reply to your own message takes it back from the owner.
    /cancel to change your mind, /language for another language.

vet-language = Choose a language:
vet-language-ru = Русский
vet-language-en = English
vet-language-set = English it is.
vet-nothing-to-cancel = There is nothing to cancel. All you can do is in the menu below.

vet-nameless = no name
vet-the-owner = the owner
vet-no-phone = no phone given
vet-chat-with = 💬 { $name }

vet-queue =
    { $role ->
        [vet] { $cases ->
            [0] 📋 Nobody is waiting.
            [one] 📋 { $cases } consultation is waiting.
           *[other] 📋 { $cases } consultations are waiting.
        }
       *[operator] 📋 The support queue.
    }{ $chats ->
        [0] { "" }
        [one] { " " }{ $chats } request to support.
       *[other] { " " }{ $chats } requests to support.
    }
vet-queue-case =
    { $preferred ->
        [yes] ⭐ { $case } · { $species } · bought from you
       *[no] { $case } · { $species }
    }
    { $minutes ->
        [0] Just come in
       *[other] Waiting for { $minutes } min
    }, answer by { $deadline }
vet-queue-chat =
    💬 { $name }: { $minutes ->
        [0] just now
       *[other] waiting for { $minutes } min
    }
vet-queue-off = You are off duty. Go on duty to take consultations.
vet-queue-refresh = 🔄 Refresh
vet-take = Take
vet-take-again = Take it again
vet-take-case = Take { $case }
vet-take-chat = Answer { $name }
vet-take-late = { $by } has it already.
vet-take-yours = It is yours already: see “My cases”.
vet-take-gone = This consultation is not in the queue any more.
vet-take-chat-gone = This request is not waiting any more.
vet-take-preferred = This consultation was bought from another vet. If it is not taken by { $until }, it opens to everybody.
vet-take-off = You are off duty. Go on duty and press “Take” again.

vet-complaint =
    The complaint:
    { $complaint }
vet-complaint-photos = { $case }, photos
vet-opened-due =
    ✍️ { $case }: the first message is due by { $due }.
    Whatever you write here goes straight to { $owner }.
vet-opened =
    ✍️ { $case } is yours.
    Whatever you write here goes straight to { $owner }.
vet-support-card =
    💬 Support: { $name }
    { $phone }
vet-support-opened = ✍️ Support, { $name }: whatever you write here goes straight to them.
vet-colleague-wrote = 👤 { $name }:
vet-colleague-noted = 📝 Note by { $name }:

vet-canned = 💬 Canned answers
vet-note = 📝 Note
vet-unsend = 🗑 Unsend
vet-card = 🐾 Card
vet-finish = ✅ Finish
vet-return = ↩️ To the queue
vet-never-mind = Never mind
vet-nothing = All right, nothing changes.

vet-canned-choose = Which answer? I will show it in full first.
vet-canned-confirm =
    The owner will get:

    { $words }
vet-canned-send = Send
vet-canned-sent =
    ➡️ Sent:

    { $words }
vet-answers-own = ✏️ My answers
vet-answers = ✏️ Your own answers. Press one to read it in full, rewrite it or remove it.
vet-answers-none = You have no answers of your own yet. Add what you write often, and you need not type it again.
vet-answers-add = ➕ Add an answer
vet-answers-back = ← To the canned answers
vet-answers-full = There is no room for more answers. Remove one you do not need, and there will be.
vet-answer =
    Your answer:

    { $words }
vet-answer-edit = ✏️ Rewrite
vet-answer-remove = 🗑 Remove
vet-answer-back = ← To my answers
vet-answer-new = Write the answer as your next message. The owner will not see it until you send it.
vet-answer-anew =
    Write it anew as your next message. The owner will not see it. This is what it says now:

    { $words }
vet-answer-kept = ✅ Saved. You will find it among your answers.
vet-answer-send = Send it now
vet-answer-words = An answer needs words. Write it as text.
vet-answer-long = That is { $length } characters, and { $most } fit. Please make it shorter.
vet-answer-gone = This answer is not in the list any more.
vet-answer-remove-ask =
    Remove this answer?

    { $words }
vet-answer-remove-yes = Yes, remove it
vet-answer-removed = 🗑 The answer is removed.
canned-title-hello = 👋 Hello
canned-title-photos = 📷 Ask for photos
canned-title-history = 📋 Ask for details
canned-title-minute = ⏳ A few minutes
canned-title-clinic = 🚑 To a clinic, now
canned-title-watch = 👀 Keep an eye on it
canned-title-goodbye = 🤝 Goodbye
canned-hello = Hello! Let me read what you wrote; I will answer in a couple of minutes.
canned-photos = Please send a few photos or a short video in daylight: the whole animal, and the spot that worries you.
canned-history = Please tell me: when did it begin, how does your pet eat and drink, how are its toilet habits, what food and medicine did it get in the last three days, and when were the last vaccination and parasite treatment?
canned-minute = Thank you! I need a few minutes to think it over and will be back with an answer soon.
canned-clinic = From what you describe, your pet has to be examined in person, as soon as possible. Please set out for the nearest clinic now, and write to me on the way: I am here.
canned-watch = I see no reason to worry right now. Watch your pet for a day: appetite, water, activity, toilet. If it gets worse, write here at once.
canned-goodbye = I was glad to help! If there are no more questions, I will finish the consultation and send you the conclusion. Good health to you and your pet!

vet-note-ask = Write the note as your next message. The owner will not see it; colleagues will, if the case passes to them.
vet-noted = 📝 Note kept; the owner does not see it.
vet-conclusion-ask = { $case }: write the conclusion as your next message. The owner gets it at once, and the case is finished.
vet-decline = Not needed: no charge
vet-decline-ask = { $case }: write to the owner why the consultation is not needed, or where to go instead, as your next message. The case is finished with it, and the owner pays nothing.
vet-conclusion-words = A conclusion needs words. Write it as text, or press “Never mind”.
vet-finished = ✅ { $case } is finished, and the owner has the conclusion. You can reopen it until { $until }.
vet-support-finished = ✅ The request is closed. If they write again, it comes back to the queue.
vet-return-ask =
    { $answered ->
        [yes] Hand { $case } over to colleagues? We will promise the owner another vet's answer within 30 minutes.
       *[no] Return { $case } to the queue? The first answer stays due at the same time.
    }
vet-return-ask-chat = Return the request to the queue? Another operator will take it.
vet-return-yes = Yes, return it
vet-returned = ↩️ Back in the queue. What you write here does not reach the owner any more.

vet-unsend-how = Reply /unsend to the message of yours that should be taken back.
vet-unsend-ask =
    Take back your latest message?

    { $words }
vet-unsend-ask-file = Take back your latest message (a file)?
vet-unsend-yes = Yes, take it back
vet-unsend-nothing = There is nothing to take back: you have written nothing here yet.
vet-unsend-unknown = Only a message of yours that went to the owner can be taken back. Reply /unsend to that very message.
vet-unsend-closed = The case is finished, so the message cannot be taken back. Reopen the case to correct it.
vet-unsent = 🗑 Taken back: it disappears from the owner's chat. Your own copy you can delete yourself.
vet-edit-not-yours = The case is not yours any more, so the owner will not see the change.
vet-edit-closed = The case is finished, so the owner will not see the change. Reopen the case to correct the message.

vet-not-yours = Not sent: this conversation is not yours now. Who is waiting: see the “Queue”.
vet-closed = Not sent: { $case } is finished. You can reopen it.
vet-over = Not sent: { $case } is finished and can no longer be reopened.
vet-reopen = 🔓 Reopen
vet-reopen-case = 🔓 { $case }
vet-reopened = 🔓 { $case } is open again. Write here: the owner gets it.
vet-nobody = Not sent: you have no open cases. Take one from the “Queue”, or reopen a finished one in “My cases”.
vet-which-case = Which case is this for? I have kept the message and will send it when you choose.
vet-drop = Do not send
vet-kept-sent =
    { $count ->
        [one] Sent: { $to }.
       *[other] Sent ({ $count }): { $to }.
    }
vet-kept-dropped = All right, it will not be sent.
vet-kept-gone = The message has been sent or dropped already.
vet-too-big = Not sent: the file is over 20 MB, more than the messenger passes on. Compress it or send it in parts.
vet-cannot-pass =
    Not sent: { $what ->
        [poll] a poll
        [dice] a dice roll
        [story] a story
        [checklist] a checklist
       *[other] such a message
    } cannot pass. Write in words or send a photo.

vet-cases = 🗂 Your cases:
vet-cases-none = You have no open cases. See who is waiting.
vet-cases-due = { $case } — answer by { $due }
vet-cases-open = { $case }
vet-cases-closed = { $case } — finished, can be reopened until { $until }
vet-cases-chat = 💬 { $name } — support

vet-review =
    { $stars } { $author } → { $vet }
    { $words }
vet-review-wordless = (no words)
vet-review-publish = Publish
vet-review-reject = Reject
vet-review-published = The review is published.
vet-review-rejected = The review is rejected.
vet-review-changed = The author changed the review while you were reading. Open it again.
vet-review-gone = This review has been dealt with.
vet-reviews-none = No reviews to check.
vet-reviews-more = To the reviews
vet-aside =
    Not handled: { $at }
    channel { $channel }, error { $error }
    person { $person }
    record { $id }
vet-aside-none = No messages were set aside.
vet-uncertain =
    Unknown whether it arrived: { $at }
    channel { $channel }
    person { $person }
    record { $id }
vet-uncertain-none = No deliveries are uncertain.
vet-money-odd = 💰 Order { $order }: { $came } came instead of { $amount }. The money is set aside, nothing was given for it.
vet-money-odd-advice = A cashier decides about it: “💳 Cashier”, “Odd sums”. If you have already sent it back in the payment service's dashboard, press “Settled”: the books will have it, and the owner will be told.
vet-money-unclear =
    💰 Order { $order }, { $amount }: { $reason ->
        [unconfirmed] the payment service told us that it is paid, but the payment's own state does not say so.
        [failing] the payment cannot be handled because of a mistake on our side.
       *[other] the payment service does not say whether it is paid (code { $reason }). The shop's passwords may have changed.
    } Nothing was given for it yet.
vet-money-unclear-advice =
    { $goes ->
        [on] We go on asking: once the payment is confirmed, the owner gets what was ordered. Look for it in the payment service's dashboard; if the money is not there, press “Settled”.
       *[no] We no longer ask by ourselves. Mend the cause, then press “Ask once more”.
    }
vet-money-refund =
    💰 Order { $order }: a payment of { $amount } has to go back, and that failed: { $reason ->
        [no_password3] the password for refunds is not set.
        [no_gateway] the payment service is no longer connected.
        [not_captured] the payment service does not have this money.
        [nothing_left] there is nothing left to send back.
        [too_late] the time in which the payment service sends back by itself is over.
        [only_whole] the payment service sends back by itself only the whole.
        [too_little] the payment service sends back no sum as small as this.
        [access_token] the payment service does not accept our access token.
        [no_session] the payment service did not find the payment.
        [no_terminal_ip] the payment service does not know the address of our server: it belongs in the terminal's settings.
        [cancelled] the refund was cancelled in the payment service.
        [failing] a mistake on our side.
        [ambiguous] the request may have arrived, but no answer came; asking again could send it twice.
       *[other] the payment service refused (code { $reason }).
    }
vet-money-refund-advice = Send it back in the payment service's dashboard, then press “Settled”. If the cause is mended, press “Ask once more”, and we send it back ourselves.
vet-money-send =
    💸 Order { $order }: please send { $amount } back by hand. { $way ->
        [telegram] It was paid in Telegram, which gives nothing back by itself.
       *[transfer] It was paid by bank transfer.
    }
vet-money-by-hand-advice = Send it at the bank to the account it came from, then press “Settled”: the owner will be told.
vet-money-at-provider-advice = Send it back in the dashboard of the payment provider that is connected to the bot at @BotFather: it finds the payment by the number above. Then press “Settled”: the owner will be told.
vet-money-hold =
    💰 Order { $order }: { $amount } held on a card, and we need help: { $reason ->
        [hold_lost] the hold is gone, and we did not lift it. The consultation is under way or over.
        [hold_stands] the payment service still shows it as held, though we asked to take it or to let it go.
        [unknown_hold] the payment service does not answer, and the hold ends soon.
        [no_gateway] the payment service is no longer connected.
        [failing] a mistake on our side.
       *[other] the payment service refused (code { $reason }).
    }
vet-money-hold-advice = Look at the payment in the payment service's dashboard. If the consultation was given, take the money there; if not, let it go. Then press “Ask once more”, and the order closes by itself.
vet-money-hold-lost-advice = Decide whether this consultation should still be paid for: you can ask for it by a new link. Then press “Settled”.
vet-money-receipt =
    🧾 Order { $order }, { $amount }: a receipt was not sent: { $reason ->
        [ambiguous] the request may have arrived, but no answer came.
        [cancelled] the payment service called it off.
       *[other] the payment service refused (code { $reason }).
    }
vet-money-make-receipt = 🧾 Order { $order }: a bank transfer wants a receipt from your till.
vet-money-make-receipt-advice = Press the button: it shows what is to be on it and where to send it, and asks for its number.
vet-money-receipt-advice = Look at the receipts of this payment in the payment service's dashboard. If this one is missing, press “Ask once more”, or issue it there and press “Settled”.
vet-money-difference = 💰 Order { $order }, { $amount }: the payment service and our books disagree about what came or went back.
vet-money-difference-advice = Compare the payment with the payment service's dashboard. We compare every day: once the sums agree, this entry goes by itself.
vet-money-transfer = Invoice { $invoice }, the bank's number of the transfer { $bank }
vet-money-payment = Payment { $invoice } at { $gateway }, begun { $at }
vet-money-again = Ask once more
vet-money-done = Settled
vet-money-asked = Order { $order }: asking the payment service once more. If it does not work, I'll tell you.
vet-money-closed = ✅ Order { $order }: settled, no more reminders.
vet-money-none = All payments are in order, there is nothing to decide.
vet-money-more = There are more: settle these, and the list shows the next ones.
vet-money-list = To the payments
vet-try-again = Try again
vet-seen = Seen
vet-retrying = Trying again.
vet-marked-seen = Marked as seen.
vet-handled = This has been dealt with already.
