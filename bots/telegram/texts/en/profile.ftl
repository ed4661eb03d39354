# What Telegram shows before a chat has begun, and its list of commands.
bot-about = A vet at hand: choose a consultation, tell us what happened, and a vet answers in this very chat within 30 minutes. Press Start.
command-menu = Main menu
command-support = Write to support
command-go = Go on in { $messenger }
command-link = I have an account in { $messenger }
command-help = What this bot can do
command-language = Язык / Language
command-cancel = Stop what was begun
staff-bot-about = The desk of vets, operators and administrators. You need an invitation from the clinic: open the link you were sent.
staff-command-start = Begin to work
staff-command-queue = The queue
staff-command-answers = My canned answers (for vets)
staff-command-cashier = The till: transfers, refunds, receipts
staff-command-help = How it works

messenger-telegram = Telegram
