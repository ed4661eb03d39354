### Владелец: catalog
