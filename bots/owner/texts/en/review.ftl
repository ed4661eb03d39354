### Owner: rating a consultation.

rate-stars = { $count } ⭐
rate-question = How many stars?
rate-kept = Thank you, your rating is saved.
rate-already = Thank you, a moderator has already read your review, so the rating can no longer be changed.
rate-not-closed = You can rate a consultation once it is finished.

rate-words = { $stars }: thank you! If you like, write a few words about the consultation: once checked, they appear on the vet’s card under your first name.
rate-no-words = No words
rate-too-long = That is a little long: a vet’s card has room for { $max } characters. Please make it shorter.
rate-thanks = Thank you! Your review helps other owners to choose a vet.
rate-sorry = Thank you for being frank. We are sorry that we let you down: write to support if you would like us to look into it.
rate-too-late = Thank you! A moderator had already checked the rating, so the words were not added. If there is something you would like us to know, write to support.
