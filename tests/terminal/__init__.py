"""How a person is asked: the faces, and what they show."""
