"""Parquet logs: the types of their columns, and the text that these become."""
