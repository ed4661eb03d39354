### Owner: catalog
