### Owner: consultations, vets, questions, contacts.

offer-card =
    { $title }

    { $summary }

    💳 { $price }
    { $sessions ->
        [one] { $sessions } consultation
       *[other] { $sessions } consultations
    }, valid for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
offer-of-vet =
    Vet: { $vet }

    { $offer }
offer-more =
    { $title }

    { $details }

    💳 { $price }
    { $sessions ->
        [one] { $sessions } consultation
       *[other] { $sessions } consultations
    }, valid for { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after payment
offer-no-price = please ask support for the price
offer-order = 🛒 Order
offer-details = Details
offers-none = There is nothing on sale at the moment. Write to support, and we'll tell you when there is.

vets-card =
    🩺 { $name }
    { $specialities }

    Experience: { $years ->
        [0] less than a year
        [one] { $years } year
       *[other] { $years } years
    }
    Treats: { $species }
    Speaks: { $languages }
    { $rating }
    { $duty }
vets-rating =
    ⭐️ { $average } ({ $count ->
        [one] { $count } review
       *[other] { $count } reviews
    })
vets-no-rating = No reviews yet
vets-on-duty = 🟢 On duty now
vets-off-duty = ⚪️ Not on duty now
vets-offers = 🛒 Consultations with this vet
vets-about = About the vet
vets-reviews = Reviews ({ $count })
vets-page =
    🩺 { $name }

    { $about }

    🎓 { $education }
vets-offers-none = { $name } offers no consultations at the moment. Choose another vet, or ask support.
vets-none = The list of vets is still empty. Write to support, and we'll tell you who can help.
reviews-of =
    Reviews of { $name }

    { $reviews }
review =
    { $stars } { $author }, { $day }
    { $words }
review-nobody = A pet owner
review-no-words = No words.

useful = What would you like to open?
useful-faq = Common questions
useful-contacts = Contacts and opening hours
useful-legal = Documents

faq-list = What would you like to know?
faq-answer =
    { $question }

    { $answer }
faq-not-helped = That didn't help
faq-ask-support = We're sorry you didn't find the answer. Write to us, and we'll work it out together.
faq-none = There are no answers to common questions here yet. Ask us in support.

contacts =
    { $name }
    { $about }

    { $now }

    Opening hours ({ $zone }):
    { $hours }

    { $facts }
contacts-open = 🟢 Open now
contacts-closed = ⚪️ Closed now
contacts-opens = ⚪️ Closed now, opens { $at }
contacts-hours = { $days }: { $from }–{ $to }
contacts-phone = 📞 { $phone }
contacts-email = ✉️ { $email }
contacts-telegram = Telegram: @{ $name }
contacts-address = 📍 { $address }
contacts-none = The contacts haven't been filled in yet. Write to support, and we'll answer right here.
day-mo = Mon
day-tu = Tue
day-we = Wed
day-th = Thu
day-fr = Fri
day-sa = Sat
day-su = Sun
