"""The tests read like the manual: one sentence of promise each."""
