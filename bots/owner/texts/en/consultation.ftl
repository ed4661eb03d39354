### Owner: consultation
