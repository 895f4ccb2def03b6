"""From a finished check-in to a note in the hand: what leaves is chosen here, and nothing else."""
