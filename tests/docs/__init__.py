"""What makes the pages of `docs/`; a test holds each page against it."""
