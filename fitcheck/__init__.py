"""A private check-in on the relationship between a person and their therapist."""

__version__ = "0.1.0"
