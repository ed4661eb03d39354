### Владелец: консультации, врачи, вопросы, контакты.

offer-card =
    { $title }

    { $summary }

    💳 { $price }
    { $sessions ->
        [one] { $sessions } консультация
        [few] { $sessions } консультации
       *[other] { $sessions } консультаций
    }, действует { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }
offer-of-vet =
    Врач: { $vet }

    { $offer }
offer-more =
    { $title }

    { $details }

    💳 { $price }
    { $sessions ->
        [one] { $sessions } консультация
        [few] { $sessions } консультации
       *[other] { $sessions } консультаций
    }, действует { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    } после оплаты
offer-no-price = цену уточните в поддержке
offer-order = 🛒 Заказать
offer-details = Подробнее
offers-none = Сейчас в продаже ничего нет. Напишите в поддержку — подскажем, когда появится.

vets-card =
    🩺 { $name }
    { $specialities }

    Опыт: { $years ->
        [0] меньше года
        [one] { $years } год
        [few] { $years } года
       *[other] { $years } лет
    }
    Кого лечит: { $species }
    Языки: { $languages }
    { $rating }
    { $duty }
vets-rating =
    ⭐️ { $average } ({ $count ->
        [one] { $count } отзыв
        [few] { $count } отзыва
       *[other] { $count } отзывов
    })
vets-no-rating = Отзывов пока нет
vets-on-duty = 🟢 Сейчас на дежурстве
vets-off-duty = ⚪️ Сейчас не на дежурстве
vets-offers = 🛒 Консультации этого врача
vets-about = О враче
vets-reviews = Отзывы ({ $count })
vets-page =
    🩺 { $name }

    { $about }

    🎓 { $education }
vets-offers-none = Сейчас консультаций этого врача в продаже нет: { $name }. Выберите другого врача или спросите в поддержке.
vets-none = Список врачей пока пуст. Напишите в поддержку — подскажем, кто может помочь.
reviews-of =
    Отзывы о враче: { $name }

    { $reviews }
review =
    { $stars } { $author }, { $day }
    { $words }
review-nobody = Владелец питомца
review-no-words = Без слов.

useful = Что открыть?
useful-faq = Частые вопросы
useful-contacts = Контакты и часы работы
useful-legal = Документы

faq-list = О чём рассказать?
faq-answer =
    { $question }

    { $answer }
faq-not-helped = Не помогло
faq-ask-support = Жаль, что не нашли ответа. Напишите нам, разберёмся вместе.
faq-none = Ответов на частые вопросы здесь пока нет. Спросите нас в поддержке.

contacts =
    { $name }
    { $about }

    { $now }

    Часы работы ({ $zone }):
    { $hours }

    { $facts }
contacts-open = 🟢 Сейчас открыто
contacts-closed = ⚪️ Сейчас закрыто
contacts-opens = ⚪️ Сейчас закрыто, откроемся { $at }
contacts-hours = { $days }: { $from }–{ $to }
contacts-phone = 📞 { $phone }
contacts-email = ✉️ { $email }
contacts-telegram = Telegram: @{ $name }
contacts-address = 📍 { $address }
contacts-none = Контакты пока не заполнены. Напишите в поддержку — ответим здесь же.
day-mo = пн
day-tu = вт
day-we = ср
day-th = чт
day-fr = пт
day-sa = сб
day-su = вс
