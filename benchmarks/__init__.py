"""How quick fitcheck is, measured."""
