### Owner: menu, commands, language, first acquaintance.

# The menu below the chat. At most eight labels.
menu-buy = 🛒 Buy a consultation
menu-services = 🎫 My services
menu-chats = 💬 My chats
menu-pets = 🐾 My pets
menu-vets = 🩺 Vets
menu-profile = 👤 Profile
menu-useful = ℹ️ FAQ and contacts
menu-support = 🛟 Support

welcome =
    Hello! This is Pawline: consultations with vets, right in your messenger.

    You choose a consultation, tell us about your pet, and a vet answers you here. You can send photos, videos and test results.

    The menu is always at hand.
welcome-next = Would you like to register now? It takes a couple of minutes. You can look at our vets and prices without it, too.
welcome-register = Register
welcome-look = I'll look around first
welcome-looking = Of course, take your time. The menu has our vets, consultations with prices, and answers to common questions. If anything is unclear, write to support.
welcome-back = Good to see you again! Choose what you need in the menu.
menu-here = Here is the menu. How can we help?
help =
    Here is what you can do:

    🛒 Buy a consultation: see the prices and order.
    🎫 My services: start a consultation you have paid for.
    💬 My chats: your conversations with vets.
    🐾 My pets: add a pet or tell us more about one.
    🩺 Vets: who works with us.
    👤 Profile: your details, language and consents.
    ℹ️ FAQ and contacts: common questions, opening hours, documents.
    🛟 Support: write to us.

    /cancel stops whatever you have started, /language changes the language.
# In the help, where there are two messengers.
help-messengers = 📲 /go takes you on to { $messenger }, right where you are; /link is for an account you already have there.
help-urgent = If your pet is in a very bad way – unconscious, fighting for breath, bleeding heavily – please don't wait for an answer in the chat. Go to the nearest clinic at once.
cancelled = All right, we've stopped. Choose in the menu what to do next.
nothing-to-cancel = There is nothing to stop: you haven't started anything. Choose what you need in the menu.

# The same text in all languages: none has been chosen yet.
language-first =
    Здравствуйте! На каком языке вам удобнее общаться?

    Hello! Which language do you prefer?
language-choose = Which language do you prefer?
language-set = Done, we'll speak English from now on. The menu has been updated.

done = Done
done-here = All right. If you need anything else, it's in the menu.
to-support = 🛟 Write to support
to-catalog = 🛒 Choose a consultation
to-pets = 🐾 My pets
words-too-long = That is too long: there is room for { $max } characters here. Please make it shorter.

species-dog = Dog
species-cat = Cat
species-rabbit = Rabbit
species-rodent = Rodent
species-bird = Bird
species-ferret = Ferret
species-reptile = Reptile
species-fish = Fish
species-horse = Horse
species-farm = Farm animal
species-exotic = Exotic animal
species-other = Another animal

# Whom a vet treats.
species-many-dog = dogs
species-many-cat = cats
species-many-rabbit = rabbits
species-many-rodent = rodents
species-many-bird = birds
species-many-ferret = ferrets
species-many-reptile = reptiles
species-many-fish = fish
species-many-horse = horses
species-many-farm = farm animals
species-many-exotic = exotic animals
species-many-other = other animals
