### What WhatsApp says in the place of buttons and of changes that it does not show.

# Over a poll that offers what the numbers above it offer.
whatsapp-poll = Or choose here:
# On the button that opens a list.
whatsapp-choose = Choose
whatsapp-next = More
whatsapp-previous = Previous
# A way to pass over a question that is answered in words, where a number could be an answer.
whatsapp-by-word = Or write “{ $label }”.
whatsapp-send-location = You can also send your location: tap the paperclip, then “Location”.
whatsapp-menu-by-word = Send “menu” to see everything you can do here.
whatsapp-by-number = To choose, send its number.
whatsapp-edited = Changed:
# What WhatsApp does not show of a file. $emoji: what a sticker stands for, or nothing.
whatsapp-lost =
    { $what ->
        [motion] This picture moves; WhatsApp shows only the beginning of it.
        [sticker-motion] { $emoji } This sticker moves; WhatsApp shows it still.
       *[sticker] { $emoji } A sticker that WhatsApp cannot show.
    }
whatsapp-phone-unknown = WhatsApp does not show us your number, so the registration cannot be finished here. Go on in { $messenger }: there one button shares your number, and the account will work in both messengers. If that does not suit you, write to support: we will help you.

# Words that do what a command does, each alone, in small letters, divided by commas.
whatsapp-words-menu = menu, main menu
whatsapp-words-cancel = cancel, stop
whatsapp-words-help = help
whatsapp-words-link = code, i have an account, i already have an account
whatsapp-words-go = telegram, to telegram, go to telegram

messenger-whatsapp = WhatsApp
