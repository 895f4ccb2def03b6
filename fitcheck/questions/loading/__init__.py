"""From a file that a person wrote to a bank or answers, with all mistakes told at once."""
