"""How a Spark session is set, wherever it comes from."""

from __future__ import annotations

from typing import Final

SETTINGS: Final = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.legacy.parquet.nanosAsLong": "true",
    # Logs come in more encodings than the few that Spark allows by default.
    "spark.sql.legacy.javaCharsets": "true",
    "spark.sql.legacy.codingErrorAction": "true",
    # Times long ago must not stop the reading; they are rejected row by row.
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.int96TimestampConversion": "false",
    # A file is cut into the same blocks each time, and each is read by itself, whatever else is
    # read and however many workers there are: what numbers its lines rests on that.
    "spark.sql.files.maxPartitionBytes": "33554432",
    "spark.sql.files.openCostInBytes": "33554432",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    # Each execution keeps its plan as text, which of these is large.
    "spark.sql.maxPlanStringLength": "4096",
    "spark.sql.debug.maxToStringFields": "4",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.optimizer.canChangeCachedPlanOutputPartitioning": "true",
    # Small results in one part, so that fetching them part by part is no job for each.
    "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
}
"""What the engine's SQL takes for granted, whatever a site's defaults."""
