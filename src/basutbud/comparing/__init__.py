"""Reports compared: what changed from one to another, and why."""
