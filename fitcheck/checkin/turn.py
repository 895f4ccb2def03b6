"""Where a person goes from a screen."""

from enum import Enum


class Turn(Enum):
    """On, back, or away from what the screen is part of."""

    ON = 1
    BACK = -1
    AWAY = 0
