### Владелец: registration
