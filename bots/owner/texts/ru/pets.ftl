### Владелец: питомцы.

pets-list = Ваши питомцы. Нажмите на имя, чтобы открыть карточку.
pets-none = Здесь будут ваши питомцы. Добавьте первого: хватит вида и имени, остальное можно рассказать потом.
pets-all-archived = Сейчас в списке никого нет. Убранные карточки — в архиве, а ещё можно добавить питомца.
pets-add = ➕ Добавить питомца
pets-archive = Архив ({ $count })
pets-archived = Питомцы в архиве:
pets-to-list = К списку питомцев
pets-too-many = Питомцев уже очень много, добавить ещё одного не получится. Ненужные карточки можно убрать в архив, а если питомцев и правда столько — напишите в поддержку.
pet-in-list = { $name } · { $kind }
pet-in-memory = 🕯 { $name } · { $kind }
pet-gone = Этой карточки больше нет. Остальные питомцы — в меню «Мои питомцы».

pet-species = Кто у вас?
pet-species-own = Напишите, что это за животное.
pet-breed = Какая порода?
pet-kind = Кто именно?
pet-breed-other = Другое — напишу
pet-breed-unknown = Не знаю
pet-breed-own = Напишите, как называется порода или вид.
pet-name = Как зовут питомца?
pet-added = { $name } теперь в вашем списке! 🐾 Врачу пригодятся и возраст, и вес, и фото, но заполнять всё сразу не обязательно.

pet-card =
    🐾 { $name }
    { $facts }
pet-card-archived =
    📦 { $name } (в архиве)
    { $facts }
pet-card-memory =
    🕯 { $name }
    { $facts }

    Светлая память.
pet-line-born = Дата рождения: { $born } ({ $age })
pet-line-weight = Вес: { $weight }
pet-line-chip = Чип: { $chip }
pet-line-allergies = Аллергии: { $words }
pet-line-chronic = Хронические болезни: { $words }
pet-male = Самец
pet-female = Самка
pet-male-neutered = Самец, кастрирован
pet-male-intact = Самец, не кастрирован
pet-female-neutered = Самка, стерилизована
pet-female-intact = Самка, не стерилизована
pet-neutered-yes = Кастрация или стерилизация: была
pet-neutered-no = Кастрации или стерилизации не было
pet-age-young = меньше месяца
pet-age-months =
    { $months ->
        [one] { $months } месяц
        [few] { $months } месяца
       *[other] { $months } месяцев
    }
pet-age-years =
    { $years ->
        [one] { $years } год
        [few] { $years } года
       *[other] { $years } лет
    }
pet-age-both = { pet-age-years } { pet-age-months }
pet-age-about =
    около { $years ->
        [one] { $years } года
       *[other] { $years } лет
    }
pet-grams = { $grams } г
pet-kilograms = { $kilograms } кг

pet-edit = ✏️ Дополнить или изменить
pet-photo-add = 📷 Добавить фото
pet-photo-change = 📷 Заменить фото
pet-archive = 📦 Убрать в архив
pet-restore = Вернуть из архива
pet-done = К списку питомцев
pet-edit-which = Что записать о питомце по имени { $name }? Выбирайте в любом порядке.
pet-edit-done = Готово
pet-detail-sex = Пол
pet-detail-neutered = Кастрация
pet-detail-born = Возраст
pet-detail-weight = Вес
pet-detail-chip = Чип
pet-detail-allergies = Аллергии
pet-detail-chronic = Болезни
pet-detail-name = Имя
pet-detail-kind = Вид
pet-detail-breed = Порода
pet-detail-clear = Не указывать
pet-saved = Записали ✅

pet-ask-sex = Мальчик или девочка?
pet-ask-neutered = Была ли кастрация или стерилизация?
pet-ask-born = Когда питомец родился? Подойдёт и точная дата (12.05.2021), и только год (2021), и возраст («3 года», «5 месяцев»).
pet-born-unreadable = Не получается понять. Напишите, пожалуйста, дату (12.05.2021), год (2021) или возраст («3 года», «5 месяцев»).
pet-born-impossible = Так не бывает: дата ещё не наступила или прошло слишком много лет. Напишите, пожалуйста, ещё раз.
pet-ask-weight = Сколько весит питомец? Например: 4,5 кг или 350 г.
pet-weight-unreadable = Не похоже на вес. Напишите, пожалуйста, число: например, 4,5 кг или 350 г.
pet-ask-chip = Напишите номер микрочипа: 15 цифр. Он есть в ветпаспорте.
pet-chip-unreadable = В номере чипа должно быть 15 цифр. Проверьте, пожалуйста, и напишите снова.
pet-ask-allergies = На что у питомца аллергия? Напишите своими словами.
pet-ask-chronic = Какие у питомца хронические болезни, какие лекарства он принимает постоянно?
pet-photo-ask = Пришлите фото, на котором питомца ({ $name }) хорошо видно.
pet-photo-saved = Спасибо, фото добавлено в карточку!

pet-archive-why = Убрать карточку в архив ({ $name })? История консультаций сохранится, а вернуть карточку можно в любой момент. Почему убираем?
pet-archive-away = Живёт в другой семье
pet-archive-deceased = Питомца больше нет
pet-archive-keep = Оставить в списке
pet-archived = Карточка питомца { $name } теперь в архиве. Она в «Моих питомцах», внизу списка.
pet-condolence = Нам очень жаль, что { $name } больше не с вами. Мы бережно сохраним карточку и ни о чём напоминать не будем.
pet-restored = { $name } снова в вашем списке.
