### Owner: order
