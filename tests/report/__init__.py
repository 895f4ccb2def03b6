"""The notes: as values, as Markdown, as pages."""
