"""YAML files: parsed with the place of every key and value, and validated."""
