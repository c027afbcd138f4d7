"""What several formats share: the verdict in words, remarks, symbols, tables as CSV."""
