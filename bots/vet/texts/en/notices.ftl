### The desk of vets and operators: what the service tells

desk-case-waits =
    { $minutes ->
        [0] { $preferred ->
            [yes] ⭐ A consultation bought from you: { $case } · { $species }
           *[no] 🆕 A new consultation: { $case } · { $species }
        }
       *[other] ⏰ Waiting for { $minutes } min: { $case } · { $species }
    }
    Answer by { $deadline }
desk-case-yours = ✅ { $case } is yours. Its card and complaint are in the conversation of the case.
desk-case-taken = { $by } has taken { $case }.
desk-case-gone =
    { $why ->
        [expired] { $case }: time ran out, the session went back to the owner.
       *[cancelled] { $case }: the owner cancelled the consultation.
    }
desk-answer-due = ⏰ { $case }: the owner expects the first message by { $deadline }. A hello is enough.
desk-case-lost =
    { $why ->
        [silent] ↩️ { $case } is back in the queue: not a word for 10 minutes. You can take it again if it is still free.
        [expired] ↩️ { $case }: 30 minutes passed without an answer, the session went back to the owner.
       *[cancelled] ↩️ { $case }: the owner cancelled the consultation.
    }
desk-case-closed =
    { $by ->
        [owner] ✅ { $case }: the owner finished the consultation. You can reopen it until { $until }.
       *[silence] ✅ { $case } has closed: nobody wrote for three days. You can reopen it until { $until }.
    }
desk-owner-left = ✅ { $case }: the owner has deleted their account, and the consultation is over. There is nothing more to do.
desk-case-silent = 💤 { $case }: nobody has written for two days. If it stays so, it closes by itself: { $closes }. You can finish it with a conclusion.
desk-case-reopened = 🔓 { $case }: the owner has opened the consultation again. Write here: they get it.
desk-support-waits =
    { $minutes ->
        [0] 💬 A new request to support: { $name }
       *[other] ⏰ Support: { $name } has been waiting for { $minutes } min
    }
desk-support-taken = 💬 { $by } is answering { $name }.
desk-support-over = 💬 { $name }: the request is not waiting any more.
desk-support-closed = ✅ { $name } has ended the talk. If they write again, the request comes back to the queue.
desk-support-moved = 💬 { $name } now writes from their other messenger as well: the talk goes on in the support chat they had there.
desk-review-waits = ⭐ A new review waits to be checked.

desk-not-delivered =
    Not delivered. { $reason ->
        [blocked] The owner has stopped the bot: nothing arrives until they come back.
        [too_big] The file is too big: 20 MB at most.
        [executable] The file is a program; we do not pass those on.
        [unreadable] The file is damaged and cannot be read. Send it in another format.
        [wrong_kind] The file is not what its name says. Send a photo, a video or a document.
        [gone] The messenger does not keep this file any more. Send it again.
        [missing_file] The file could not be loaded. Send it again.
        [window] WhatsApp lets us write to owners for a day after they last wrote, and this one has not for longer. Try again when they write.
        [not_taken] WhatsApp does not take files of this kind. Send a photo, an MP4 video, a voice message or a PDF.
       *[other] The messenger did not accept the message.
    }
desk-waits = ⏳ Not sent yet: the owner has not written for a day, and WhatsApp only lets us invite them to answer. We have. As soon as they write, this message goes by itself.
desk-uncertain = The connection broke, and nobody knows whether this message arrived. You can send it again; at worst the owner sees it twice.
desk-file-refused =
    The file was not accepted. { $reason ->
        [too_big] It is over 20 MB.
        [executable] It is a program.
        [gone] The messenger does not keep it any more.
       *[other] It could not be read.
    } Please send another.
desk-reacted = The owner's reaction: { $emoji }
desk-withdrawn = The owner has deleted this message on their side.
desk-apology = Sorry, something went wrong and your message was not handled. Please try again; the administrator can see it.

desk-whatsapp-twins = 👥 WhatsApp shows that one person writes there under two accounts of ours. They were not joined: each may have pets and paid consultations.
desk-whatsapp-twins-next = Please ask which account should be used on WhatsApp. In the other one, in Telegram: “Profile” → “Messengers” → “Unlink WhatsApp”. From the next WhatsApp message on everything goes to the account that stays.
desk-whatsapp-waits = ⏳ Not sent yet: an administrator has switched WhatsApp off. This message and your next ones wait and go by themselves when it is on again.
desk-whatsapp-pairing = 📱 WhatsApp needs to be paired. Until then nobody is answered there; messages wait and are not lost.
desk-whatsapp-page = Open the page below on a second screen. Its address works for { $minutes } minutes; keep it to yourself.
desk-whatsapp-terminal = Look at the terminal in which the service runs (npm start). If it runs in the background, stop it and start it there once.
desk-whatsapp-phone =
    Then take the phone with the clinic's number: { $by ->
        [code] WhatsApp → Linked devices → Link a device → Link with phone number instead, and type the code.
       *[qr] WhatsApp → Linked devices → Link a device, and scan the QR code.
    }
desk-whatsapp-open = Open the page
desk-whatsapp-renew = New link
desk-whatsapp-nothing = There is nothing to pair now: if WhatsApp needs you again, I'll write here.
desk-whatsapp-ready =
    { $after ->
        [pairing] ✅ WhatsApp is paired and ready: what was waiting is on its way.
       *[lost] ✅ WhatsApp is ready again: what was waiting is on its way.
    }
desk-whatsapp-lost = ⚠️ WhatsApp has been out of reach since { $since }. The service goes on trying, and messages wait. See whether the clinic's phone is online; npm run doctor on the server tells more.
