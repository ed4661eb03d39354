### Owner: profile, consents, data.

profile-none = You haven't registered yet, so there is nothing in your profile. Shall we register you? It takes a couple of minutes.
profile-gone = The account is no longer there: it seems to have been deleted on another device. To begin anew, press /start.
profile-card =
    👤 { $name }

    Phone: { $phone }
    Date of birth: { $born }
    Sex: { $sex }
    E-mail: { $email }
    City: { $city } (your time now: { $time })
profile-edit = ✏️ Change my details
profile-language = 🌐 Language
profile-consents = 📄 My consents
profile-edit-which = What would you like to change?
field-first-name = First name
field-last-name = Last name
field-patronymic = Patronymic
field-sex = Sex
field-phone = Phone
field-birth-date = Date of birth
field-email = E-mail
field-city = City
profile-first-name = We have: { $now }. What should it be?
profile-last-name = We have: { $now }. What should it be?
profile-patronymic = Write your patronymic. If you have none, choose that answer.
profile-no-patronymic = I have none
profile-sex = Which one shall we note? It is up to you.
profile-sex-untold = not given
sex-female = Female
sex-male = Male
sex-undisclosed = I'd rather not say
profile-phone = Share your new number, please. It has to be your own.
profile-email = We have: { $now }. Write the new address.
profile-city = Which city do you live in now? Write its name or share your location.
profile-saved = Saved ✅

consents-mine =
    Your consents:

    { $list }

    The required ones hold as long as the account is open. You can withdraw them by deleting it.
consents-line = • { $title }: { $said } ({ $day })
consents-given = given
consents-withheld = not given
consents-none = None so far.
consents-read = 📄 Read the documents
marketing-start = Get news
marketing-stop = Stop news
marketing-started = All right, we'll send you news now and then. You can change your mind right here.
marketing-stopped = All right, no more news. We'll still write to you about your consultations and orders.

my-data = 🗂 My data
my-data-what = Here you can get a copy of all we keep about you, or delete your account.
my-data-export = ⬇️ Get a copy
my-data-erase = 🗑 Delete the account
export-here =
    Preparing your copy. First comes a file with your profile, pets, orders, consultations and messages; any program that understands JSON can read it.{ $files ->
        [0] { "" }
        [one] { " " }Then comes the file you sent us.
       *[other] { " " }Then come the { $files } files you sent us.
    } Keep the copy where no one else can see it.

erase-what =
    If you delete your account, your details, the cards of your pets ({ $pets }), your files and all your messages will be gone. Not even we can bring them back.{ $open }{ $left }

    Only the sums of your orders stay, without your name, because accounting requires them, and a record of what you agreed to. We can't erase anything from the messengers' own memory.

    You may want to get a copy of your data first.
erase-open =
    { "" }

    { $count ->
        [one] { $count } consultation is still open: it will end.
       *[other] { $count } consultations are still open: they will end.
    }
erase-sessions =
    { "" }

    { $count ->
        [one] { $count } consultation that you have paid for and not used will be lost.
       *[other] { $count } consultations that you have paid for and not used will be lost.
    } Please agree on a refund with support first.
erase-keep = Keep the account
erase-go = Delete it anyway
erase-last = One last question: delete your account for good, right now?
erase-last-yes = Yes, delete it for good
erase-kept = All right, nothing is deleted. Everything is where it was.
erased = Your account has been deleted. Thank you for having been with us! If you'd like to come back, press /start and we'll begin afresh.
