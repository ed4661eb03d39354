# Страница, где можно побыть владельцем, плательщиком и врачом.

sandbox = песочница
offline = Связь потеряна. Пробуем снова…
parts = Роли
page-language = Язык этой страницы
theme-light = Светлая тема
theme-dark = Тёмная тема
ok = Хорошо
cancel = Отмена
close = Закрыть
dismiss = Скрыть
days = { $count } д
hours = { $count } ч
minutes = { $count } мин

## Роли

who-owner = Владелец
who-vet = Врач
who-payer = Оплата
bot-owner = Бот владельца
bot-vet = Бот врача
bot-whatsapp = WhatsApp
apps = Мессенджер этого телефона
app-telegram = Telegram
app-whatsapp = WhatsApp
phone-owner =
    { $app ->
        [whatsapp] Ватсап владельца
       *[telegram] Телеграм владельца
    }
phone-vet = Телеграм врача
payer = Страница оплаты
people = Чей это телефон
phone-language = Язык этого телефона
new-owner = Новый владелец
new-vet = Новый врач
unread-elsewhere = У кого-то ещё есть непрочитанное
unread-count =
    { $count ->
        [one] { $count } непрочитанное сообщение
        [few] { $count } непрочитанных сообщения
       *[many] { $count } непрочитанных сообщений
    }
bot-missing = Этот бот ещё не запущен. Он появится здесь, как только запустится.

## Часы

clock = Часы песочницы
clock-1-min = +1 мин
clock-10-min = +10 мин
clock-30-min = +30 мин
clock-1-day = +1 день
clock-custom = Перевести на, минут
clock-set = Перевести на время
clock-move = Перевести
clock-real = Вернуть настоящее время

## Сбои

faults = Сбои
faults-active = Сбои, действуют: { $count }
faults-bot = Какого бота касается
faults-next =
    { $app ->
        [whatsapp] Что пойдёт не так у Ватсапа
       *[telegram] Что пойдёт не так у Телеграма
    }
faults-waiting = Ждут своего часа
faults-clear = Убрать все
fault-clear = Убрать: { $name }
fault-429 = Слишком много запросов (429)
fault-429-note = Просит подождать 10 секунд, один раз
fault-502 = Сервер не отвечает (5xx)
fault-502-note = Три раза подряд
fault-stall = Нет ответа
fault-stall-note = Один запрос зависает до истечения времени
fault-lost-answer = Ответ теряется
fault-lost-answer-note = Сообщение доходит, но бот об этом не узнаёт
fault-lost-request = Обрыв связи
fault-lost-request-note = Один запрос теряется по дороге
fault-refused = Отказ (400)
fault-refused-note = Один запрос отклоняется окончательно
fault-download = Файлы не скачиваются
fault-download-note = Три скачивания подряд
fault-duplicate = Обновление приходит дважды
fault-duplicate-note = Следующее действие человека
fault-reorder = Обновления не по порядку
fault-reorder-note = Два следующих действия человека меняются местами
fault-blocked-owner = Владелец заблокировал бота
fault-blocked-vet = Врач заблокировал бота
fault-topics-off = Врач отключил темы

## Начать заново

reset = Сброс
reset-title = Начать заново?
reset-words = Все чаты, люди, заказы и оплаты этой песочницы будут удалены, а часы вернутся к настоящему времени.
reset-do = Удалить всё

## Чат

chat-menu = Ещё об этом чате
block = Заблокировать бота
unblock = Разблокировать бота
is-blocked = заблокирован
topics = Темы
topics-note = Своя тема у каждой консультации
general = Общая
all-topics = Все темы
not-begun =
    { $app ->
        [whatsapp] Чтобы начать, напишите что угодно, хоть «здравствуйте».
       *[telegram] Чтобы начать, нажмите «Старт».
    }
start = Старт
not-begun-invited = Кем вы будете? Откройте приглашение этого человека.
invitations = Приглашения от клиники
open = Открыть
role-vet = Врач
role-operator = Отвечает в поддержке
role-administrator = Администратор
earlier = Более ранние сообщения
to-end =
    { $count ->
        [0] К последнему сообщению
       *[other] К последнему сообщению, непрочитанных: { $count }
    }
service-topic-created = Создана тема «{ $name }»
service-topic-renamed = Тема переименована: «{ $name }»
service-pinned = Сообщение закреплено
service-paid = Оплата прошла
action-typing = печатает
action-upload_photo = отправляет фото
action-upload_video = отправляет видео
action-upload_document = отправляет файл
action-upload_voice = отправляет голосовое
action-record_voice = записывает голосовое
action-recording = записывает голосовое
line-starting = Ватсап запускается: он начинает с первого сообщения. Всё, что вы пишете, дождётся и не потеряется.

## Сообщения

you = Вы
message-of = { $who }, { $time }
message-menu = Что сделать с сообщением
edited = изменено
deleted-own = Вы удалили это сообщение
deleted-theirs = Сообщение удалено
ack-refused = не отправлено
ack-waiting = отправляется
ack-sent = отправлено
ack-delivered = доставлено
ack-read = прочитано
choices = Выбрать
edit = Изменить
reply = Ответить
copy = Скопировать текст
copied = Скопировано
delete = Удалить
react = Реакция
react-with = Реакция { $emoji }
reaction-own = Ваша реакция { $emoji }, убрать
reaction-theirs = Реакция собеседника { $emoji }
buttons = Кнопки сообщения
opens-link = (откроет страницу)
spoiler = Скрыто, нажмите, чтобы увидеть
open-photo = Открыть фото
viewer = Фото
play = Слушать
pause = Пауза
cannot-play = Здесь не воспроизводится
cannot-show = { $kind }: здесь не показать
kind-photo = Фото
kind-video = Видео
kind-animation = Анимация
kind-audio = Аудио
kind-voice = Голосовое сообщение
kind-video_note = Видеосообщение
kind-document = Файл
kind-sticker = Стикер { $name }
kind-location = Геопозиция
kind-contact = Контакт: { $name }
kind-poll = Опрос
kind-story = История
kind-other = Сообщение

## Поле ввода

write = Сообщение
send = Отправить
save = Сохранить
editing = Изменение
replying = Ответ: { $who }
commands = Команды бота
reply-keyboard = Кнопки под полем ввода
attach = Прикрепить
samples = Готовое
own-files = С этого компьютера
odd-things = То, что не проходит
my-contact = Мой контакт
sample-photo = Фото
sample-album = Альбом из трёх
sample-voice = Голосовое
sample-video = Видео
sample-video_note = Видеосообщение
sample-animation = Анимация
sample-audio = Музыка
sample-document = PDF
sample-sticker = Стикер
sample-poll = Опрос
sample-dice = Кубик
sample-executable = Программа под видом .jpg
sample-huge = Файл больше 20 МБ
sample-foreign-contact = Чужой контакт
own-photo = Фото
own-video = Видео
own-document = Файлы
own-voice = Голосовое
own-audio = Музыка
own-video_note = Кружок
own-animation = Анимация

## Страница оплаты

panel-empty = Страница оплаты откроется здесь, когда владелец нажмёт кнопку, которая к ней ведёт.
panel-again = Загрузить снова
panel-own-tab = Открыть в отдельной вкладке

## Что делать дальше

guide = Что делать дальше
guide-show = Показать
guide-examples = Что можно ответить
guide-send = Отправить
guide-fold = Свернуть подсказку
guide-unfold = Развернуть подсказку
guide-progress = Пройдено шагов: { $done } из { $all }
step-start =
    { $app ->
        [whatsapp] Поздоровайтесь
       *[telegram] Нажмите «Старт»
    }
step-start-how =
    { $app ->
        [whatsapp] Вы — Анна, и вашему коту нездоровится. Напишите что угодно в Ватсапе владельца или нажмите здесь:
       *[telegram] Вы — Анна, и вашему коту нездоровится. Бот открыт в Телеграме владельца.
    }
step-start-examples = Здравствуйте!
step-register = Зарегистрируйтесь
step-register-how =
    { $app ->
        [whatsapp] Номером или кнопкой: язык, затем 1 и ещё раз 1. Дальше пишите сами или нажимайте здесь:
       *[telegram] Выберите язык и поделитесь контактом (он вымышленный). Дальше пишите сами или нажимайте здесь:
    }
step-register-examples = Анна | Орлова | 01.02.1990 | anna@example.com | Москва
step-register-then =
    { $app ->
        [whatsapp] Осталось согласиться с условиями: на три вопроса отправьте 1 или нажмите «Даю согласие».
       *[telegram] Осталось согласиться с условиями: три коротких вопроса.
    }
step-invite = Откройте приглашение
step-invite-how = Теперь вы врач. Откройте первое приглашение в Телеграме врача.
step-duty = Выйдите на дежурство
step-duty-how = Нажмите кнопку с зелёным огоньком, чтобы Анне было кому ответить.
step-buy = Купите консультацию
step-buy-how =
    { $app ->
        [whatsapp] Как Анна отправьте «меню», затем 1 — купить и 1 — заказать, и дальше номерами или кнопками, до ссылки на оплату.
       *[telegram] Как Анна нажмите «Купить консультацию», затем «Заказать» — и дальше, до кнопки оплаты.
    }
step-buy-examples = меню
step-pay = Оплатите
step-pay-how =
    { $app ->
        [whatsapp] Нажмите ссылку на оплату. Страница откроется рядом с телефонами: перейдите к оплате и оплатите.
       *[telegram] Нажмите кнопку оплаты. Страница откроется рядом с телефонами: перейдите к оплате и оплатите.
    }
step-activate = Начните консультацию
step-activate-how =
    { $app ->
        [whatsapp] В ответ на сообщение об оплате отправьте 1 или нажмите первую кнопку. Назовите питомца, опишите, что случилось, и начните сейчас.
       *[telegram] Нажмите кнопку под сообщением об оплате, назовите питомца, опишите, что случилось, и начните сейчас.
    }
step-activate-examples = Марсик | Не ест со вчерашнего дня и много пьёт.
step-activate-then = Фото можно и потом. Начните сейчас и подтвердите.
step-take = Возьмите случай
step-take-how = Врач уже знает. Нажмите «Взять» — у случая появится своя тема.
step-answer = Ответьте
step-answer-how = Откройте новую тему и напишите в ней Анне.
step-answer-examples = Доброе утро! Не съел ли он чего-нибудь необычного?
step-finish = Завершите заключением
step-finish-how = Нажмите в теме «Завершить»: следующее сообщение станет заключением.
step-finish-examples = Расстройство желудка. Три дня лёгкой еды, побольше воды.
step-all-done = Консультация оплачена и проведена.
step-all-done-how = Пробуйте что угодно: второго владельца, часы, сбои. «Сброс» начнёт всё заново.
