"""The pure engine: what is asked, what was said, and what it adds up to.

Nothing here knows a terminal, a file, a clock or the environment.
"""
