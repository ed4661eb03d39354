### Выключатель WhatsApp, для администраторов.

whatsapp-switch-none = Сервис не работает с WhatsApp: владельцы пишут в Telegram. Подключается на сервере (WHATSAPP_DRIVER).
whatsapp-switch-on = 🟢 WhatsApp включён.
# $kind — что последним сообщил WhatsApp Web; $at — когда.
whatsapp-switch-standing =
    { $kind ->
        [ready] 🟢 WhatsApp включён, на связи с { $at }.
        [lost] 🟠 WhatsApp включён, но недоступен с { $at }; сервис продолжает попытки.
        [starting] 🟠 WhatsApp включён и подключается (с { $at }).
        [off] 🟠 WhatsApp включён, но сервис, который с ним работает, остановлен с { $at }.
       *[pairing] 🟠 WhatsApp включён и ждёт подключения к телефону (с { $at }). Ссылка пришла администраторам сюда.
    }
# $by — имя или whatsapp-switch-shell.
whatsapp-switch-off = 🔴 WhatsApp выключен с { $since }. Кто выключил: { $by }.
whatsapp-switch-shell = кто-то на сервере
whatsapp-switch-why = Причина: { $reason }
whatsapp-switch-waiting =
    { $count ->
        [0] Отправки ничего не ждёт.
        [one] Отправки ждёт { $count } сообщение.
        [few] Отправки ждут { $count } сообщения.
       *[other] Отправки ждут { $count } сообщений.
    }
whatsapp-switch-stop = Выключить WhatsApp
whatsapp-switch-start = Включить WhatsApp
whatsapp-switch-open = Открыть выключатель WhatsApp
whatsapp-switch-sure = Выключить WhatsApp для всех? Пока его не включат, владельцам там никто не ответит. Ничего не пропадёт: сообщения врачей и сервиса подождут, как и ответы на то, что напишут владельцы.
whatsapp-switch-yes = Да, выключить
whatsapp-switch-no = Нет, оставить
whatsapp-switch-stopped = 🔴 WhatsApp выключен и останется выключенным после перезапуска сервиса. Другие администраторы об этом знают.
whatsapp-switch-stopped-next = Сообщения владельцам ждут. Они уйдут, когда администратор включит WhatsApp здесь (/whatsapp) или на сервере: npm run whatsapp -- start.
whatsapp-switch-started = 🟢 WhatsApp снова включён. Другие администраторы об этом знают.
whatsapp-switch-sent =
    { $count ->
        [0] Отправки ничего не ждало.
        [one] { $count } сообщение, которое ждало, уже отправляется.
        [few] { $count } сообщения, которые ждали, уже отправляются.
       *[other] { $count } сообщений, которые ждали, уже отправляются.
    }
whatsapp-switch-told-off = 🔴 WhatsApp выключен. Кто выключил: { $by }.
whatsapp-switch-told-on = 🟢 WhatsApp включён. Кто включил: { $by }.
