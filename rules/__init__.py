"""The rule sets that come with basutbud, as data."""
