"""The style sheet of a page, in parts, and its script."""
