### Owner: registration
