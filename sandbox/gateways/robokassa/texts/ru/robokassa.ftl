# Платёжная форма имитации шлюза, какой её видит плательщик.

robokassa-title = Оплата
robokassa-sandbox = Имитация шлюза: деньги не списываются.
robokassa-to-pay = К оплате
robokassa-invoice = Счёт { $number }
robokassa-receipt-to = Чек придёт на { $email }.
robokassa-card = Тестовая карта
robokassa-card-number = Номер карты
robokassa-card-until = Действует до
robokassa-card-code = Код
robokassa-pay = Оплатить
robokassa-decline = Отказаться от оплаты
robokassa-error = Платёжная форма не открылась
robokassa-error-code = Ошибка { $code }.
robokassa-back = Вернитесь в магазин и попробуйте оттуда ещё раз.
robokassa-error-23 = У магазина не заданы пароли для тестовых платежей.
robokassa-error-26 = Магазин не найден.
robokassa-error-29 = Подпись не подходит к тому, что оплачивается.
robokassa-error-31 = Неверная сумма.
robokassa-error-33 = Время на оплату этого счёта вышло.
robokassa-error-40 = Этот счёт уже оплачен или закрыт.
robokassa-error-64 = Магазину не разрешено удерживать деньги на карте.
robokassa-error-65 = Тестовый платёж нельзя удержать на карте.
robokassa-error-500 = У нас что-то сломалось. Прошла ли оплата, узнает магазин.
