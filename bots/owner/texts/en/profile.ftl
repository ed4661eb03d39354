### Owner: profile
