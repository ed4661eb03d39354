### Владелец: common
