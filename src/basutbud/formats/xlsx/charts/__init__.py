"""The charts of the front, and the sheets with their numbers, which are the JSON report's."""
