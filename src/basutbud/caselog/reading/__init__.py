"""A log on its way to the engine: how it is written, and where its rows stand."""
