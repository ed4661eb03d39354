### Owner: one account in two messengers. { $messenger } is the name of a messenger.

go-to = 📲 Go on in { $messenger }
go-here-is =
    The link below opens our chat in { $messenger }, and we go on right where you are.

    On another phone? Open our chat there, choose “I already have an account” and enter the code: { $code }

    The code works for { $minutes } minutes. Please show it to nobody: it opens your account. If you don't have { $messenger } yet, your app store does.
go-open = Open { $messenger }
go-words = Let's go on here, my code is { $code }
go-nowhere = We are in no other messenger yet. Everything you need can be done here, from the menu.

link-have = I already have an account
link-ask =
    Welcome back! Please enter the code from { $messenger }: eight letters and digits.

    You get it there: “Profile”, then “Messengers”, then “Go on”.
link-shape = A code has eight letters and digits, for example BC2D-F4GH. Please check it and enter it again.
link-without = Go on without a code
link-type = Enter a code
link-unknown =
    There is no such code. { $left ->
        [one] You have { $left } try left.
       *[other] You have { $left } tries left.
    } Please check each sign and enter the code again.
link-too-many = That were too many wrong codes, so we pause for an hour. If your code doesn't work, write to support: we'll help.
link-expired = This code no longer works: a code lives for 10 minutes. Please get a new one in the same place and enter it.
link-used = This code has been used, and it works only once. Please get a new one in the same place and enter it.
link-own = You got this code here; it is meant to be entered in your other messenger. If you have a code from there, enter it.
link-two-accounts = You have an account here and another one there. We don't join two by ourselves, so that nothing gets mixed up. Write to support, and we'll find out together which one to keep.
link-occupied = Another { $messenger } is linked to this account. To link this one, unlink the other first: “Profile”, then “Messengers”. Then get a new code.
link-occupied-there = Somebody wanted to link another { $messenger } to your account, but one is linked already. If it was you, unlink that one and get a new code. If not, there is nothing to do.

linked-here =
    ✅ Done: this chat and { $messenger } are one account now. { $known }

    We answer where you wrote last.
linked-here-known = Hello, { $name }! Your pets, consultations and messages are here.
linked-here-new = Everything you began there can go on here.
linked-there = ✅ { $messenger } is now linked to your account, and the talk goes on there. You can come back at any time: just write here. If this was not you, unlink it and write to support.
arrived = We go on here. Choose what you need in the menu.
arrived-on = We go on here 👇
arrived-chat = We go on here. You are writing to: { $chat }.
moved-here = This question was waiting for you in { $messenger }; let's go on here. Your message does not count as an answer yet: if it was one, please send it again.

messengers = 📲 Messengers
messengers-one = You use one messenger at present: { $list }. A second one can be linked to the same account.
messengers-several = Your account works in two messengers: { $list }. We answer where you wrote last.
messengers-back = ← To the profile
unlink = Unlink { $messenger }
unlink-sure = Unlink { $messenger } from your account? The account and all messages stay, but can no longer be seen from there. You can link it again at any time.
unlink-yes = Yes, unlink { $messenger }
unlink-no = Leave it as it is
unlink-kept = All right, everything stays linked.
unlink-last = This is the only messenger of your account; without it we could not reach you. Link another one first: “Profile”, then “Messengers”.
unlink-not-linked = This messenger has been unlinked already. Everything else is in the menu.
unlinked = Done, { $messenger } is unlinked from your account. We go on here.
unlinked-here = This chat is unlinked from the account, which is still open in { $messenger }. If you'd like to begin anew here, press /start.
