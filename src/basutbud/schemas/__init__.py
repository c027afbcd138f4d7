"""The JSON Schemas that are shipped as files."""
