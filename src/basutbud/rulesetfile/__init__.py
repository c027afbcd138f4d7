"""A rule set and its calendar, read, expanded and validated."""
