"""A clinic file, read and validated."""
