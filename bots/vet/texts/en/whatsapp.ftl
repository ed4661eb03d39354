### The switch of WhatsApp, for administrators.

whatsapp-switch-none = The service does not use WhatsApp: owners write on Telegram. It is set up on the server (WHATSAPP_DRIVER).
whatsapp-switch-on = 🟢 WhatsApp is on.
# $kind: what WhatsApp Web said last; $at: when.
whatsapp-switch-standing =
    { $kind ->
        [ready] 🟢 WhatsApp is on and has been connected since { $at }.
        [lost] 🟠 WhatsApp is on and has been out of reach since { $at }; the service keeps trying.
        [starting] 🟠 WhatsApp is on and is connecting (since { $at }).
        [off] 🟠 WhatsApp is on, but the service that runs it has been stopped since { $at }.
       *[pairing] 🟠 WhatsApp is on and waits to be paired (since { $at }). The link was sent to administrators here.
    }
# $by: a name, or whatsapp-switch-shell.
whatsapp-switch-off = 🔴 WhatsApp has been switched off since { $since } by { $by }.
whatsapp-switch-shell = somebody at the server
whatsapp-switch-why = Reason: { $reason }
whatsapp-switch-waiting =
    { $count ->
        [0] Nothing waits to be sent.
        [one] { $count } message waits to be sent.
       *[other] { $count } messages wait to be sent.
    }
whatsapp-switch-stop = Switch WhatsApp off
whatsapp-switch-start = Switch WhatsApp on
whatsapp-switch-open = Open WhatsApp's switch
whatsapp-switch-sure = Switch WhatsApp off for everybody? Owners get no answers there until it is on again. Nothing is lost: what vets and the service write waits, and so do answers to what owners write.
whatsapp-switch-yes = Yes, switch it off
whatsapp-switch-no = No, leave it on
whatsapp-switch-stopped = 🔴 WhatsApp is switched off, also after a restart of the service. The other administrators know.
whatsapp-switch-stopped-next = What is for owners there waits. It goes when an administrator switches WhatsApp on here (/whatsapp), or with npm run whatsapp -- start on the server.
whatsapp-switch-started = 🟢 WhatsApp is on again. The other administrators know.
whatsapp-switch-sent =
    { $count ->
        [0] Nothing had waited.
        [one] { $count } message that waited is on its way.
       *[other] { $count } messages that waited are on their way.
    }
whatsapp-switch-told-off = 🔴 WhatsApp was switched off by { $by }.
whatsapp-switch-told-on = 🟢 WhatsApp was switched on by { $by }.
