### Владелец: consultation
