"""What reads rows and runs SQL: DuckDB, or Spark."""
