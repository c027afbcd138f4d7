"""Parquet: what its columns hold, what text they become, and the case list written as such."""
