### Owner: services
