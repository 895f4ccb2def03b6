"""Keys and screens: how a person is asked and shown things."""
