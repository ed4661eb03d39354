### Owner: support
