### Owner: registration and consents.

account-for-pets = To keep cards of your pets you need an account. It takes a couple of minutes, and then we come straight back here.
account-for-order = To order “{ $title }” you need an account. It takes a couple of minutes, and then we come straight back to your order.
account-register = Register
account-later = Not now
account-without = All right. You can look at our vets and prices, read the answers to common questions and write to support without an account, too.

register-phone = Please share your phone number. We need it for your account, and in case we have to reach you.
register-phone-thanks = Thank you, we have your number!
phone-not-own = That is somebody else's number. We need your own: choose “Share my phone number”.
phone-unreadable = We couldn't read that number. Please choose “Share my phone number” once more.
phone-taken = Another account already has this number. If it is yours, or you don't know of it, write to support and we'll sort it out together.
register-first-name = What is your first name? If you have a patronymic, write it too: Anna Pavlovna, for example.
register-last-name = Nice to meet you, { $name }! And your last name?
name-unreadable = That doesn't look like a name. Please write it in letters, up to 60 characters: for example, Anna-Maria.
register-birth-date = When were you born? Please write day, month and year, for example 05.11.1990.
birth-date-unreadable = There is no such date. Please write day, month and year, for example 05.11.1990.
birth-date-future = That date is yet to come. Please check the year and write your birth date again.
birth-date-too_early = There seems to be a slip in the year. Please write your birth date again, for example 05.11.1990.
birth-date-too_young = You can open an account from the age of 18. If the date is wrong, write it again. If not, please ask an adult to register: /cancel stops the registration.
register-email = What is your e-mail address? We send receipts there.
email-unreadable = That doesn't look like an e-mail address. Please check it and write it again, for example anna@example.com.
register-city = Which city do you live in? Write its name or share your location, so that we can show the time of your consultations by your own clock.

city-taken = Noted: { $city }. It is { $time } where you are, isn't it? If not, you can change the city in your profile.
city-which = There are several cities of that name. Which one is yours?
city-similar = We found no city with exactly that name. Could it be one of these?
city-none = Mine isn't here
city-unknown = “{ $words }” isn't on our list, but never mind. Choose a city where it is the same time as where you are.
city-by-time = Then choose a city where it is the same time as where you are.
city-same-time = { $time } – { $city } ({ $offset })

# Consents: each apart.
consent-agreement = Do you agree to the terms of the user agreement?
consent-processing = Do you agree to the processing of your personal data? We need it to keep your number, the cards of your pets and your messages with the vet.
consent-marketing = May we send you news and offers? It's up to you, and you can stop them in your profile at any time.
consent-changed = This document has been updated, so we have to ask again.
consent-agree = ✅ I agree
consent-refuse = I don't agree
consent-no = No, thank you
consent-leave = I still don't agree
consent-required = { $why } You can read the whole document and decide.
consent-why-agreement = We can't provide the service without the agreement: it sets out the rights and duties, yours and ours.
consent-why-processing = Without this consent the law doesn't let us keep your data, so there can be no consultations.
consent-why-marketing = News comes only with your consent.
consent-read = You have read “{ $title }”. What do you decide?
consents-refused = We understand. An account can't work without the required consents, but you can still look at our vets, prices and answers to questions. If you change your mind, come back any time.
consents-again = Back to the consents
consents-done = Thank you! All is in order, let's go on. Choose what you need in the menu.

registered = Done, you are registered! 🎉
registered-next = Now you can add a pet or choose a consultation: both are in the menu.
registered-already = You are registered already. Your details are in the profile, everything else is in the menu.

# Documents.
legal-agreement = User agreement
legal-processing = Consent to the processing of personal data
legal-marketing = Consent to news and offers
legal-privacy = Privacy policy
legal-offer = Public offer
legal-list = Which document would you like to open?
legal-more = Open another document?
legal-read = 📄 Read it all
legal-none = The documents haven't been uploaded yet. If you need them now, write to support and we'll send them.
legal-first-page =
    { $title }
    Version { $version }

    { $body }
legal-page = { $body }
