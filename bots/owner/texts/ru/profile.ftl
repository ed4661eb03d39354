### Владелец: profile
