"""The lists of cases and of rejected rows, written while a scan is under way."""
