"""People, and the ways they go through fitcheck; every face takes the same ways."""
