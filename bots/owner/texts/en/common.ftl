### Owner: common
