"""Values in, documents or text out; nothing here asks, reads or writes."""
