"""The letters of a log: their encoding, and whether they were garbled before it was saved."""
