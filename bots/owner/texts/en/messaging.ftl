unknown-command = There is no such command. Everything you can do is in the menu.
old-button = That choice is no longer possible. Please choose from the menu.
menu-below = And here is the menu 👇

chat-of-case = { $pet } · consultation No. { $number }
chat-of-support = Support
chat-closed = Not sent: this conversation has ended.
chat-reopen = Continue the consultation
chat-others = Other conversations
edit-after-close = The conversation has ended, so the vet will not see this change.
selected =
    { $sent ->
        [0] You are now writing here: { $chat }.
        [one] Sent: { $chat }. Your next messages will go here too.
       *[other] Sent ({ $sent }): { $chat }. Your next messages will go here too.
    }
select-closed = This conversation has ended. Open “My chats” to continue it or choose another.
select-here = Write here

kept-where = Who should get this message? I have kept it and will send it as soon as you choose.
kept-nobody = You have no open consultation at the moment, so there is no vet to pass this to. I can send it to support.
kept-support = To support
kept-drop = Do not send
kept-dropped = All right, I will not send it.

file-too-big = The file is over 20 MB, and the messenger does not let us pass it on. Please compress it, send it in parts, or send a link to it.
cannot-pass =
    { $what ->
        [poll] A poll
        [dice] A dice roll
        [story] A story
        [checklist] A checklist
        [view_once] A photo or video to be seen once
       *[other] This kind of message
    } cannot be passed on. Please put it in words or send a photo.

not-delivered =
    Not delivered. { $reason ->
        [blocked] The vet cannot receive messages right now.
        [too_big] The file is too large: up to 20 MB is possible.
        [executable] This file is a program, and we do not pass those on. Please send a photo, a video or a document.
        [unreadable] The file is damaged and could not be read. Please send it again or in another format.
        [wrong_kind] The file is not what its name says. Please send a photo, a video or a document.
        [gone] The messenger no longer has this file. Please send it again.
        [missing_file] The file could not be loaded. Please send it again.
        [window] The vet has not been in touch for a day, and the messenger did not let us write first. Please try again later.
        [not_taken] The messenger does not take files of this kind. Please send a photo, an MP4 video, a voice message or a PDF.
       *[other] The messenger did not accept the message.
    }
waits = ⏳ Not sent yet: the messenger lets us write to the vet only after they write. They are invited to; your message then goes by itself.
uncertain = The connection broke, and we do not know whether this message got through. You can send it again: at worst the vet sees it twice.
retry = Send again
retry-queued = Sending it again.
retry-nothing = No need any more: the message was sent, or the conversation has ended.
file-refused =
    { $use ->
        [pet] The pet’s photo was not saved.
        [complaint] One of the files with your complaint was not accepted; the vet will not see it.
       *[message] The file was not accepted.
    } { $reason ->
        [too_big] It is over 20 MB.
        [executable] It is a program, not a picture.
        [gone] The messenger no longer has it.
       *[other] It could not be read.
    } Please send another one.
file-refused-pet = Replace the photo
reacted = Reaction: { $emoji }
withdrawn = The vet has taken this message back.
apology = Sorry, something went wrong and we could not answer. We know about it. Please try again or write to support.

frame-case = { $author } · { $pet }, No. { $number }
frame-support = Support · { $author }
frame-edited = { $header } · changed
