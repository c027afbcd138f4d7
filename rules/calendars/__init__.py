"""The free days that the rule sets count by, as data."""
