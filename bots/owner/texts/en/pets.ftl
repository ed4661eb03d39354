### Owner: pets.

pets-list = Your pets. Press a name to open its card.
pets-none = Your pets will be here. Add the first one: its kind and name are enough, you can tell us the rest later.
pets-all-archived = Nobody is on your list now. Cards you have put away are in the archive; you can also add a pet.
pets-add = ➕ Add a pet
pets-archive = Archive ({ $count })
pets-archived = Pets in the archive:
pets-to-list = To the list of pets
pets-too-many = You have a great many pets already, so we can't add another. You can move cards you don't need to the archive; if you really keep that many animals, write to support.
pet-in-list = { $name } · { $kind }
pet-in-memory = 🕯 { $name } · { $kind }
pet-gone = This card is no longer there. Your other pets are in the menu, under “My pets”.

pet-species = What kind of animal is it?
pet-species-own = Write what animal it is.
pet-breed = Which breed?
pet-kind = Which kind exactly?
pet-breed-other = Another: I'll write it
pet-breed-unknown = I don't know
pet-breed-own = Write the name of the breed or kind.
pet-name = What is your pet's name?
pet-added = { $name } is on your list now! 🐾 Age, weight and a photo will help the vet, but you don't have to fill in everything at once.

pet-card =
    🐾 { $name }
    { $facts }
pet-card-archived =
    📦 { $name } (archived)
    { $facts }
pet-card-memory =
    🕯 { $name }
    { $facts }

    In loving memory.
pet-line-born = Born: { $born } ({ $age })
pet-line-weight = Weight: { $weight }
pet-line-chip = Microchip: { $chip }
pet-line-allergies = Allergies: { $words }
pet-line-chronic = Chronic conditions: { $words }
pet-male = Male
pet-female = Female
pet-male-neutered = Male, neutered
pet-male-intact = Male, not neutered
pet-female-neutered = Female, spayed
pet-female-intact = Female, not spayed
pet-neutered-yes = Neutered or spayed
pet-neutered-no = Not neutered or spayed
pet-age-young = less than a month old
pet-age-months =
    { $months ->
        [one] { $months } month
       *[other] { $months } months
    }
pet-age-years =
    { $years ->
        [one] { $years } year
       *[other] { $years } years
    }
pet-age-both = { pet-age-years } { pet-age-months }
pet-age-about =
    about { $years ->
        [one] { $years } year
       *[other] { $years } years
    }
pet-grams = { $grams } g
pet-kilograms = { $kilograms } kg

pet-edit = ✏️ Add or change details
pet-photo-add = 📷 Add a photo
pet-photo-change = 📷 Change the photo
pet-archive = 📦 Move to the archive
pet-restore = Bring back from the archive
pet-done = To the list of pets
pet-edit-which = What would you like to tell us about { $name }? In any order you like.
pet-edit-done = Done
pet-detail-sex = Sex
pet-detail-neutered = Neutering
pet-detail-born = Age
pet-detail-weight = Weight
pet-detail-chip = Microchip
pet-detail-allergies = Allergies
pet-detail-chronic = Conditions
pet-detail-name = Name
pet-detail-kind = Species
pet-detail-breed = Breed
pet-detail-clear = Leave blank
pet-saved = Saved ✅

pet-ask-sex = Is it a boy or a girl?
pet-ask-neutered = Has your pet been neutered or spayed?
pet-ask-born = When was your pet born? An exact date will do (12.05.2021), or only the year (2021), or the age (“3 years”, “5 months”).
pet-born-unreadable = We can't make that out. Please write a date (12.05.2021), a year (2021) or an age (“3 years”, “5 months”).
pet-born-impossible = That can't be: the date is yet to come, or too many years have passed. Please write it again.
pet-ask-weight = How much does your pet weigh? For example: 4.5 kg or 350 g.
pet-weight-unreadable = That doesn't look like a weight. Please write a number, for example 4.5 kg or 350 g.
pet-ask-chip = Write the number of the microchip: 15 digits. You'll find it in the pet's passport.
pet-chip-unreadable = A microchip has 15 digits. Please check the number and write it again.
pet-ask-allergies = What is your pet allergic to? In your own words.
pet-ask-chronic = Which chronic conditions does your pet have, and which medicines does it take all the time?
pet-photo-ask = Send a photo that shows { $name } well.
pet-photo-saved = Thank you, the photo is on the card now!

pet-archive-why = Move the card of { $name } to the archive? The history of consultations stays, and you can bring the card back at any time. What is the reason?
pet-archive-away = It lives with another family
pet-archive-deceased = My pet has passed away
pet-archive-keep = Keep it on the list
pet-archived = The card of { $name } is in the archive now. You'll find it in “My pets”, at the end of the list.
pet-condolence = We are so sorry that { $name } is no longer with you. We'll keep the card safe and won't remind you of anything.
pet-restored = { $name } is on your list again.
