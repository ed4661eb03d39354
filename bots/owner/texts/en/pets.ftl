### Owner: pets
