### Владелец: support
