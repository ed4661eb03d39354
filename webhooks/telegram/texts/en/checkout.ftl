# Shown by Telegram to whoever is about to pay an invoice, when it must not be paid.

checkout-paid = This order is already paid, nothing more is needed. Your money was not taken.
checkout-gone = This order is no longer valid, and your money was not taken. Please place a new one in the chat with the bot.
checkout-outdated = This invoice is out of date, and your money was not taken. Please open the payment page again and choose Telegram there.
checkout-trouble = We could not check the order just now, and your money was not taken. Please try again in a minute.
