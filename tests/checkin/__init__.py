"""One check-in, room by room."""
