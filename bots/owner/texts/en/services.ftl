### Owner: bought consultations, how they begin, and chats.

to-services = 🎫 My services
page-position = { $page } of { $pages }

services-title = 🎫 Your consultations
services-none = The consultations you buy will be here. Choose one, and you can start talking to a vet right away.
services-none-paid = Your consultations will be here as soon as they are paid.
services-unpaid-title = 💳 To be paid
services-unpaid = 💳 All unpaid orders ({ $count })
services-used-up = You have no paid consultations left at the moment. You can choose a new one, or look at your history.
services-line =
    { $number ->
        [0] { $title }
       *[other] { $number }. { $title }
    }
    { $left } of { $total } left · until { $day }
services-activate =
    { $number ->
        [0] ▶️ Start
       *[other] { $number } · ▶️ Start
    }
services-details =
    { $number ->
        [0] Details
       *[other] { $number } · Details
    }
services-past = 🗂 Used and expired ({ $count })
services-past-title = 🗂 Used and expired
services-line-used =
    { $title } · order No. { $order }
    Fully used
services-line-expired =
    { $title } · order No. { $order }
    Expired on { $day }
services-of-order = Order No. { $order }
services-back = ‹ My services

service-title = 🎫 { $title }
service-left = Consultations left: { $left } of { $total }
service-until = Start by { $day }
service-vet = 🩺 Your vet: { $vet }
service-order = Order No. { $order }, paid on { $day }
service-used = All consultations of this package have been used.
service-expired = This package has expired. If it was our fault that you could not start in time, write to support.
service-cases = Used so far:
service-case = No. { $number }: { $state }
service-activate = ▶️ Start a consultation
service-open-case = 💬 Consultation No. { $number }

state-scheduled = scheduled
state-queued = waiting for a vet
state-taken = the vet is about to answer
state-active = going on
state-closed = finished
state-expired = no vet answered in time, the consultation was given back
state-cancelled = cancelled, the consultation was given back

clock-scheduled = 🗓 Begins { $start }. A vet answers by { $deadline }.
clock-waiting =
    ⏳ A vet answers by { $deadline }: { $left ->
        [one] { $left } minute
       *[other] { $left } minutes
    } left at most.
clock-taken =
    ⏳ A vet is reading about your pet and answers by { $deadline }: { $left ->
        [one] { $left } minute
       *[other] { $left } minutes
    } left at most.
clock-over = ⏳ The half hour is over. If no vet has answered, the consultation is about to come back to you.
clock-answered = 💬 The vet is with you. If nobody writes, the chat closes by itself: { $closes }.
clock-closed = ✅ Finished { $day }
clock-expired = ↩️ No vet answered in time; the consultation came back to you { $day }
clock-cancelled = ↩️ Cancelled { $day }; the consultation came back to you

chats-current = 💬 Current consultations
chats-archive = 🗂 Finished consultations
chats-line = No. { $number } · { $pet }
chats-none = Your talks with vets will be here. To start the first one, choose a consultation.
chats-none-now = No consultation is going on right now. You can buy a new one at any time; past ones are in the archive.
chats-none-bought = No consultation is going on right now, but you have a paid one. Start it whenever it suits you.
archive-none = The archive is empty so far: finished consultations come here, together with the vets’ conclusions.
chats-to-archive = 🗂 Archive ({ $count })
chats-to-current = 💬 Current ones
chats-to-services = 🎫 Start a consultation
chats-back = ‹ To the list

card-title = Consultation No. { $number } · { $pet }
card-began = Created { $day }
card-vet = 🩺 Vet: { $vet }
card-complaint = What is wrong: { $words }
card-stars = Your rating: { $stars }
card-reopen-until = You can go on with the same vet until { $until }.
card-chosen = ✍️ Your messages go here at the moment.
card-write = ✍️ Write here
card-refresh = 🔄 How much longer?
card-close = ✅ Finish
card-withdraw = ✖️ Cancel
card-reopen = ↩️ Go on with it
card-conclusion = 📄 The vet’s conclusion
card-rate-again = ⭐ Change the rating
card-new = 🎫 Start a new consultation

conclusion =
    📄 Conclusion of consultation No. { $number } ({ $pet })

    { $words }

end-withdraw = Cancel consultation No. { $number } ({ $pet })? No vet has answered yet, so it comes back to you and can be started later.
end-withdraw-yes = Yes, cancel it
end-withdraw-no = No, I will wait
end-withdrawn = All right, the consultation is cancelled.
end-close = Finish consultation No. { $number } ({ $pet })? If you have more questions later, you can go on with it within { $hours } hours.
end-close-yes = Yes, finish it
end-close-no = No, not yet
end-closed = All right, the consultation is finished.

reopen-open = This consultation is already open: you can write.
reopen-too-late = This consultation cannot be continued any more: that is possible for 48 hours after its end. You can start a new one; the vet will see your pet’s card.
reopen-vet-gone = The vet of this consultation no longer works here. Start a new one, and another vet will help.

activate-account = To start a consultation you need an account: the vet has to know who is asking, and about whom.
activate-first-pet = First tell us about your pet; it takes a minute. Then we come straight back to the consultation.
activate-pet = Who is the consultation about?
activate-complaint = What is the matter? Tell it in your own words: what worries you, since when, and whether { $pet } is eating and drinking. Photos and videos come next.
activate-photos = If you have photos, videos or test results, send them now, one by one or as an album.
activate-photos-more =
    { $count ->
        [one] { $count } file so far.
       *[other] { $count } files so far.
    } Send more, or press “Done”.
activate-photos-none = No photos
activate-photos-done = Done
activate-photos-hint = I am waiting for a photo, a video or a document now. If there is nothing to add, go on without; you can write more words to the vet in the chat.
activate-photos-full = Thank you, that is enough to begin with: up to { $max } files go with a complaint. You can send the rest to the vet in the chat.

activate-when = When shall we begin? Vets are on duty: if you start now, the first answer comes within 30 minutes.
activate-when-nobody = No vet is on duty right now. It is better to choose a time that suits you: the 30 minutes for the answer begin then. You can also start now: if nobody answers within half an hour, the consultation comes back to you.
activate-opens = The clinic opens { $at }.
activate-now = ▶️ Now
activate-now-anyway = ▶️ Start now and wait
activate-later = 🗓 Choose a time
activate-day = On which day?
activate-today = Today, { $day }
activate-tomorrow = Tomorrow, { $day }
activate-time = At what time? It is your local time; it is { $now } where you are now.
activate-vet-first = For the first 10 minutes only { $vet } sees it, then all vets on duty.
activate-vet-away = { $vet } is not on duty right now, so other vets will see it too.
activate-vet-later = If { $vet } is on duty then, it is theirs alone for the first 10 minutes.
activate-start-now = We begin at once: a vet answers within 30 minutes.
activate-start-nobody = We begin at once, although no vet is on duty. If nobody answers within 30 minutes, the consultation comes back to you.
activate-start-later = We begin { $start }: a vet answers by { $deadline }.

activate-check =
    Please check:

    🐾 { $pet }
    📝 { $words }
    { $files ->
        [0] 📎 No photos
        [one] 📎 { $files } file
       *[other] 📎 { $files } files
    }
    🎫 { $title } · { $left ->
        [0] the last one of the package
       *[other] { $left } more will be left
    }

    { $when }
activate-yes-now = ▶️ Start the consultation
activate-yes-later = 🗓 Set the time
activate-no = Not now
activate-not = All right, nothing was started: the consultation is still yours. You will find it under “My services”.
activate-none-left = No consultations are left in this package. Look at your others, or choose a new one.
activate-expired = This package has expired, and no consultation can be started with it. Look at your others, or choose a new one.
activate-not-yours = This consultation is not among yours. All that you bought is under “My services”.
activate-pet-gone = This pet’s card has been archived, so the consultation was not started. Choose another pet, or take the card back out of the archive.
activate-too-far = That is too far ahead: two weeks at most. Please choose another time.
activate-again = Try again
