"""YAML files: parsed with the location of every key and value, and validated."""
