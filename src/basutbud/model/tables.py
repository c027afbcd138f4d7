"""The columns of the tables that basutbud writes, by which it knows not to read them as logs."""

from __future__ import annotations

from typing import Final

CASE_LIST_COLUMNS: Final = (
    "path", "line", "record", "case_id", "hsa_id", "service", "received", "due", "first_reply",
    "working_days", "outcome",
)  # fmt: skip
"""The case list: every case not answered in time."""
CASE_LIST_NAMES: Final = ("clinic", "service_name", "outcome_name")
"""Columns that follow in a case list for people: names, in their language."""
CaseRow = tuple[
    str, int | None, int, str | None, str, str | None, str, str, str | None, int, str, str
]  # fmt: skip
"""The cells of a case in the list, then its clinic's name, if known; days are in ISO 8601."""
REJECT_COLUMNS: Final = ("path", "line", "record", "column", "reason", "text")
"""The list of rows that could not be read."""
REPORT_COLUMNS: Final = (
    "hsa_id", "clinic", "provider", "kind", "rule", "service", "severity", "outcome",
    "in_force_from", "undetermined", "message", "remedy", "path", "line", "column", "record",
    "cases", "on_time", "late", "overdue", "open", "on_time_share", "p50", "p90", "max",
    "fingerprint", "as_of", "as_if_in_force", "days_left", "clinic_verdict", "standing",
    "excuse", "waiver", "waiver_state", "waiver_expires", "waiver_reason", "conditions",
    "compliance",
)  # fmt: skip
"""A row for each clinic and rule, or finding."""
TABLES: Final = (
    CASE_LIST_COLUMNS, (*CASE_LIST_COLUMNS, *CASE_LIST_NAMES), REJECT_COLUMNS, REPORT_COLUMNS,
)  # fmt: skip
CALENDAR_COLUMNS: Final = ("date", "name", "ground")
"""The calendar of a rule set."""
