"""What the shipped content promises: wording, coverage, safety and size."""
