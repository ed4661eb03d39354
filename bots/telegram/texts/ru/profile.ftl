# What Telegram shows before a chat has begun, and its list of commands.
bot-about = Ветеринар на связи: выберите консультацию, опишите, что случилось, и врач ответит прямо в этом чате в течение 30 минут. Нажмите «Начать».
command-menu = Главное меню
command-support = Написать в поддержку
command-go = Продолжить в { $messenger }
command-link = У меня есть аккаунт в { $messenger }
command-help = Что умеет этот бот
command-language = Язык / Language
command-cancel = Прервать то, что начато
staff-bot-about = Рабочее место врачей, операторов и администраторов. Войти можно по приглашению клиники: откройте присланную ссылку.
staff-command-start = Начать работу
staff-command-queue = Очередь
staff-command-answers = Мои готовые ответы (для врачей)
staff-command-cashier = Касса: переводы, возвраты, чеки
staff-command-help = Как здесь работать

messenger-telegram = Telegram
