"""One check-in, in the order in which a person meets it."""
