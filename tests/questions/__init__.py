"""The pure engine: flow, scoring and comparing."""
