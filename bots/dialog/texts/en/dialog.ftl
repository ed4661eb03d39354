### What the dialog engine itself says. Buttons first, then hints.

dialog-yes = Yes
dialog-no = No
dialog-skip = Skip
dialog-back = ← Back
dialog-previous = ◀
dialog-next = ▶
dialog-all = Show all
dialog-share-contact = 📱 Share my phone number
dialog-share-location = 📍 Share my location

dialog-search = You can also type part of a name to find it.
dialog-found =
    { $count ->
        [one] Found { $count } match for “{ $query }”:
       *[other] Found { $count } matches for “{ $query }”:
    }
dialog-nothing-found = Nothing found for “{ $query }”. Check the spelling or choose from the list.

dialog-need-text = Please answer in words: type a message.
dialog-need-pick = Please choose one of the options below.
dialog-need-yes-no = Please choose “Yes” or “No”.
dialog-need-photo = Please send a photo: tap the paperclip and choose one.
dialog-need-media = Please send a file: tap the paperclip and choose one.
dialog-need-voice = Please send a voice message.
dialog-one-file = One file is enough here. Please send just one.
dialog-need-contact = Please choose “Share my phone number” below.
dialog-need-location = Please share your location, or type the name of your city.
dialog-stale = That choice belongs to an earlier question. Please answer this one:
dialog-first = This is the first step, there is nowhere to go back to. Please answer, or send /cancel to leave.
dialog-no-way-back = The previous step is already saved and cannot be undone here. Please answer, or send /cancel to leave.
dialog-no-skip = This answer is needed to go on. Please answer, or send /cancel to leave.
