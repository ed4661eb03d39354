# The page on which to play owner, payer and vet.

sandbox = sandbox
offline = Connection lost. Trying again…
parts = Parts to play
page-language = Language of this page
theme-light = Light colours
theme-dark = Dark colours
ok = OK
cancel = Cancel
close = Close
dismiss = Dismiss
days = { $count } d
hours = { $count } h
minutes = { $count } min

## Parts

who-owner = Owner
who-vet = Vet
who-payer = Payment
bot-owner = Owner’s bot
bot-vet = Vet’s bot
bot-whatsapp = WhatsApp
apps = Messenger on this phone
app-telegram = Telegram
app-whatsapp = WhatsApp
phone-owner =
    { $app ->
        [whatsapp] Owner’s WhatsApp
       *[telegram] Owner’s Telegram
    }
phone-vet = Vet’s Telegram
payer = Payment page
people = Who holds this phone
phone-language = Language of this phone
new-owner = New owner
new-vet = New vet
unread-elsewhere = Someone else has unread messages
unread-count =
    { $count ->
        [one] { $count } unread message
       *[other] { $count } unread messages
    }
bot-missing = This bot has not started yet. It appears here as soon as it does.

## Clock

clock = Clock of the sandbox
clock-1-min = +1 min
clock-10-min = +10 min
clock-30-min = +30 min
clock-1-day = +1 day
clock-custom = Move by, minutes
clock-set = Move to
clock-move = Move
clock-real = Back to real time

## Faults

faults = Faults
faults-active =
    { $count ->
        [one] Faults, { $count } active
       *[other] Faults, { $count } active
    }
faults-bot = Which bot it strikes
faults-next =
    { $app ->
        [whatsapp] What goes wrong next on WhatsApp
       *[telegram] Telegram’s next answers go wrong
    }
faults-waiting = Waiting to strike
faults-clear = Clear all
fault-clear = Clear: { $name }
fault-429 = Too many requests (429)
fault-429-note = Says to wait 10 seconds, once
fault-502 = Bad gateway (5xx)
fault-502-note = Three times in a row
fault-stall = No answer
fault-stall-note = One request hangs until it times out
fault-lost-answer = The answer gets lost
fault-lost-answer-note = The message arrives, the bot never learns
fault-lost-request = The connection breaks
fault-lost-request-note = One request is lost on its way
fault-refused = Refused (400)
fault-refused-note = One request is turned down for good
fault-download = Files cannot be fetched
fault-download-note = Three downloads fail
fault-duplicate = An update comes twice
fault-duplicate-note = The next thing this person does
fault-reorder = Updates out of order
fault-reorder-note = The next two things this person does change places
fault-blocked-owner = The owner has blocked the bot
fault-blocked-vet = The vet has blocked the bot
fault-topics-off = The vet has switched topics off

## Reset

reset = Reset
reset-title = Begin anew?
reset-words = All chats, people, orders and payments of this sandbox are deleted, and the clock returns to real time.
reset-do = Delete everything

## Chat

chat-menu = More about this chat
block = Block the bot
unblock = Unblock the bot
is-blocked = blocked
topics = Topics
topics-note = One topic for each consultation
general = General
all-topics = All topics
not-begun =
    { $app ->
        [whatsapp] Write anything to begin: hello will do.
       *[telegram] Press Start to begin.
    }
start = Start
not-begun-invited = Whom will you play? Open that person’s invitation.
invitations = Invitations from the clinic
open = Open
role-vet = Vet
role-operator = Answers support
role-administrator = Administrator
earlier = Earlier messages
to-end =
    { $count ->
        [0] To the newest message
        [one] To the newest message, { $count } unread
       *[other] To the newest message, { $count } unread
    }
service-topic-created = Topic “{ $name }” created
service-topic-renamed = Topic renamed to “{ $name }”
service-pinned = Message pinned
service-paid = Payment went through
action-typing = typing
action-upload_photo = sending a photo
action-upload_video = sending a video
action-upload_document = sending a file
action-upload_voice = sending a voice message
action-record_voice = recording a voice message
action-recording = recording a voice message
line-starting = WhatsApp is starting: it begins with its first message. What you write waits and is not lost.

## Messages

you = You
message-of = { $who }, { $time }
message-menu = What to do with this message
edited = edited
deleted-own = You deleted this message
deleted-theirs = This message was deleted
ack-refused = not sent
ack-waiting = being sent
ack-sent = sent
ack-delivered = delivered
ack-read = read
choices = Choose
edit = Edit
reply = Reply
copy = Copy the text
copied = Copied
delete = Delete
react = React
react-with = React with { $emoji }
reaction-own = Your reaction { $emoji }, take it back
reaction-theirs = Their reaction { $emoji }
buttons = Buttons of the message
opens-link = (opens a page)
spoiler = Hidden, press to see
open-photo = Open the photo
viewer = Photo
play = Play
pause = Pause
cannot-play = Cannot be played here
cannot-show = { $kind }: cannot be shown here
kind-photo = Photo
kind-video = Video
kind-animation = Animation
kind-audio = Audio
kind-voice = Voice message
kind-video_note = Video message
kind-document = File
kind-sticker = Sticker { $name }
kind-location = Location
kind-contact = Contact: { $name }
kind-poll = Poll
kind-story = Story
kind-other = Message

## Composer

write = Message
send = Send
save = Save
editing = Editing
replying = Reply to { $who }
commands = Commands of the bot
reply-keyboard = Buttons below the field
attach = Attach
samples = Ready-made
own-files = From this computer
odd-things = What does not pass
my-contact = My contact
sample-photo = Photo
sample-album = Album of three
sample-voice = Voice message
sample-video = Video
sample-video_note = Video message
sample-animation = Animation
sample-audio = Music
sample-document = PDF
sample-sticker = Sticker
sample-poll = Poll
sample-dice = Dice
sample-executable = Program named .jpg
sample-huge = File over 20 MB
sample-foreign-contact = Someone else’s contact
own-photo = Photos
own-video = Videos
own-document = Files
own-voice = Voice
own-audio = Music
own-video_note = Round video
own-animation = Animation

## Payment page

panel-empty = The payment page opens here when the owner presses the button that leads to it.
panel-again = Load again
panel-own-tab = Open in a tab of its own

## What to do next

guide = What to do next
guide-show = Show
guide-examples = What you could answer
guide-send = Send this
guide-fold = Fold the guide
guide-unfold = Unfold the guide
guide-progress = { $done } of { $all } steps done
step-start =
    { $app ->
        [whatsapp] Say hello
       *[telegram] Press Start
    }
step-start-how =
    { $app ->
        [whatsapp] You are Anna, and your cat is unwell. Write anything in the owner’s WhatsApp, or press here:
       *[telegram] You are Anna, and your cat is unwell. The bot is open in the owner’s Telegram.
    }
step-start-examples = Hello!
step-register = Register
step-register-how =
    { $app ->
        [whatsapp] Choose a language, then 1 and 1 again, by number or button. Then type, or press here:
       *[telegram] Choose a language and share the contact (it is made up). Then type, or press here:
    }
step-register-examples = Anna | Brown | 01.02.1990 | anna@example.com | Moscow
step-register-then =
    { $app ->
        [whatsapp] Now agree to the terms: send 1 to three short questions, or press “I agree”.
       *[telegram] Now agree to the terms: three short questions.
    }
step-invite = Open the invitation
step-invite-how = Now you are the vet. Open the first invitation in the vet’s Telegram.
step-duty = Go on duty
step-duty-how = Press the button with the green light, so that somebody is there when Anna writes.
step-buy = Buy a consultation
step-buy-how =
    { $app ->
        [whatsapp] As Anna send “menu”, then 1 to buy and 1 to order, and go on by numbers or buttons until there is a link to pay.
       *[telegram] As Anna press “Buy a consultation”, then “Order”, and go on until there is a button to pay.
    }
step-buy-examples = menu
step-pay = Pay
step-pay-how =
    { $app ->
        [whatsapp] Press the link to pay. The page opens beside the phones: go on to the gateway and pay there.
       *[telegram] Press the button to pay. The page opens beside the phones: go on to the gateway and pay there.
    }
step-activate = Start the consultation
step-activate-how =
    { $app ->
        [whatsapp] Send 1 under the receipt, or press its first button, name the pet, say what is wrong, and begin now.
       *[telegram] Press the button under the receipt, name the pet, say what is wrong, and begin now.
    }
step-activate-examples = Marsik | He has not eaten since yesterday and drinks a lot.
step-activate-then = Photos can wait. Begin now, and check that all is right.
step-take = Take the case
step-take-how = The vet has been told. Press “Take”: the case gets a topic of its own.
step-answer = Answer
step-answer-how = Open the new topic and write to Anna there.
step-answer-examples = Good morning! Has he eaten anything unusual?
step-finish = Finish with a conclusion
step-finish-how = Press “Finish” in the topic; the next message is the conclusion.
step-finish-examples = An upset stomach. Light food for three days, plenty of water.
step-all-done = A paid, answered consultation.
step-all-done-how = Now try what you like: a second owner, the clock, a fault. Reset begins anew.
