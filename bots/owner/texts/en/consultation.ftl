### Owner: what is told about a consultation and about support

case-activated =
    Consultation No. { $number } has begun: { $pet } 🐾
    { $duty ->
        [yes] The vets on duty can see what you wrote. The first answer comes by { $deadline }.
       *[no] No vet is on duty right now, but we are looking for one. If nobody answers by { $deadline }, the consultation comes back to you.
    }
    While you wait, add details or send photos: the vet will read everything.
case-activated-vet =
    Consultation No. { $number } has begun: { $pet } 🐾
    For the first 10 minutes it is with your vet, { $vet }, then with everybody on duty. The first answer comes by { $deadline }.
    While you wait, add details or send photos: the vet will read everything.
case-scheduled =
    Consultation No. { $number } is set: { $pet }, { $start }.
    From then on a vet answers within 30 minutes. You can add details right now, in this chat.
case-started =
    It is time for consultation No. { $number }: { $pet } 🐾
    The vets on duty can see what you wrote. The first answer comes by { $deadline }.
case-taken =
    { $vet } has taken your consultation No. { $number } ({ $pet }). The first message comes by { $deadline }.
    Write here: the vet is with you.
case-requeued =
    We are passing consultation No. { $number } ({ $pet }) to another vet: the first could not answer right away. The time stays the same: by { $deadline }.
    No need to repeat anything: the vet will see all you wrote.
case-handed-over =
    { $vet } is handing consultation No. { $number } ({ $pet }) over to a colleague, who will answer by { $deadline } and see the whole conversation.
    If there is something to add, write here.
case-delayed =
    Sorry to keep you waiting: nobody has answered consultation No. { $number } ({ $pet }) yet. We have reminded everybody on duty.
    If no answer comes by { $deadline }, the consultation comes back to you.
case-expired =
    We are sorry: no vet answered consultation No. { $number } ({ $pet }) within 30 minutes.
    { $back ->
        [hold] Nothing is charged: the money held on the card is free again. You can order again now or later.
        [refund] Your money is on its way back. You can order again now or later.
       *[session] It is back on your account. You can start again now or at a time that suits you.
    } If your pet is unwell, do not wait: go to the nearest clinic.
case-cancelled =
    Consultation No. { $number } ({ $pet }) is cancelled. { $back ->
        [hold] Nothing is charged: the money held on the card is free again.
        [refund] Your money is on its way back.
       *[session] It is back on your account. You can start it at any time.
    }
case-silent =
    It has been quiet in consultation No. { $number } ({ $pet }) for two days. If there are no more questions, it closes by itself: { $closes }.
    To go on, just write to the vet.
case-closed-by-vet =
    { $concluded ->
        [yes] ⬆️ This is the conclusion of consultation No. { $number } ({ $pet }). { $vet } has finished it.
       *[no] { $vet } has finished consultation No. { $number } ({ $pet }).
    }{ $back ->
        [session] { "" } It does not count: the consultation is back on your account.
        [hold] { "" } It costs you nothing: the money held on the card is free again.
        [refund] { "" } It costs you nothing: your money is on its way back.
       *[nothing] { "" }
    }
    If you have more questions, you can go on until { $until }. How was it? Please rate:
case-closed-by-owner =
    Consultation No. { $number } ({ $pet }) with { $vet } is finished.
    If you change your mind, you can go on until { $until }. How was it? Please rate:
case-closed-by-silence =
    Consultation No. { $number } ({ $pet }) with { $vet } has closed: nobody wrote for three days.
    You can go on until { $until }. How was it? Please rate:
case-reopened =
    { $by ->
        [owner] Consultation No. { $number } ({ $pet }) is open again. Write here: { $vet } is with you.
       *[vet] { $vet } has opened consultation No. { $number } ({ $pet }) again. Write here.
    }

case-services = My services
case-support = Write to support
case-contacts = Contacts
case-withdraw = Cancel the consultation
case-close = Finish
case-write = Write to the vet
case-reopen = Go on with it
case-stars = { $count } ⭐

support-received =
    { $duty ->
        [yes] Thank you, we have your message. An operator will answer here in a few minutes.
       *[no] Thank you, we have your message. No operator is here right now; we will answer in this chat as soon as one is.
    } You can add details or send a photo.
support-delayed = Sorry to keep you waiting: the operators are busy, but you are not forgotten. The answer comes here; if it is urgent, call us.
support-taken = { $operator } is answering you. Write here.
support-returned = We are passing your question to another operator. No need to repeat anything: the answer comes here.
support-closed = This talk with support is finished. If another question comes up, write again: the chat is the same.
