### Владелец: services
