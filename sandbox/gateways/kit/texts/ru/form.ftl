# Платёжная форма имитаций шлюзов, какой её видит плательщик.

form-title = { $gateway }: оплата
form-sandbox = { $gateway }, имитация: деньги не списываются.
form-to-pay = К оплате
form-held = Сумма только замораживается на карте, спишут её позже.
form-receipt-to = Чек придёт на { $email }.
form-card = Тестовая карта
form-card-number = Номер карты
form-card-until = Действует до
form-card-code = Код
form-pay = Оплатить
form-hold = Оплатить (заморозить)
form-decline = Отказаться от оплаты
form-expire = Дать форме устареть
form-closed = Этот платёж завершён
form-closed-why = Он оплачен, отклонён или устарел. Вернитесь в магазин: там об этом знают.
form-broken = У нас что-то сломалось
form-broken-why = Прошла ли оплата, узнает магазин. Вернитесь в него.
form-unknown = Такого платежа нет
form-unknown-why = Вернитесь в магазин и попробуйте оттуда ещё раз.
form-back = Назад в магазин

# Счёт в Telegram, открытый по ссылке.

invoice-title = Telegram: счёт
invoice-sandbox = Telegram, имитация: деньги не списываются.
invoice-who = Кто платит
invoice-paid = Оплачено. Бот об этом знает.
invoice-back = Вернитесь в чат с ботом.
