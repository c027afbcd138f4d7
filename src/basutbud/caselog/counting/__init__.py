"""From judged rows to what reports show."""
