"""Spark: logs beyond one machine, read and judged by a cluster."""
