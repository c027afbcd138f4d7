"""Why a row is no case, in SQL that all engines understand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from basutbud.caselog.engine import FAULT
from basutbud.caselog.sql.unfit import ERROR, LONGEST_NO_VALUE, NO_VALUE, SCIENTIFIC

TEXTS: Final = ("case_id", "unit", "service")
FIELDS: Final = (*TEXTS, "received", "reply")
"""The fields of a row by their names in SQL; the case id is without surrounding spaces."""
SOUND: Final = """
    case_id <> '' AND NOT unfit AND NOT short AND NOT long AND received_at IS NOT NULL
    AND (reply_at IS NOT NULL OR reply = '')
"""
"""Whether a row is a case, as nearly all are. NULL is no."""


def unfit_id_sql(matches: Callable[[str, str], str]) -> str:
    """Return SQL for whether a case id is the remains of one that a spreadsheet damaged.

    ``matches`` gives SQL for whether a whole text matches a pattern. That is too slow for every id,
    so only ids with certain characters are tried.
    """
    pattern = f"{SCIENTIFIC}|{ERROR}|\x02.*"
    # The engines do not agree on what a backslash in a text is.
    words = ", ".join("'" + word.replace("\\", "' || chr(92) || '") + "'" for word in NO_VALUE)
    return f"""CASE
        WHEN (case_id < '0' OR case_id > ':') AND length(case_id) <= {LONGEST_NO_VALUE}
             AND lower(case_id) IN ({words}) THEN TRUE
        WHEN case_id < '0' OR contains(case_id, ':') OR (case_id < ':'
            AND (contains(case_id, '+') OR contains(case_id, '.') OR contains(case_id, ',')))
        THEN {matches("case_id", pattern)} ELSE FALSE END"""


def fault_sql(trim: Callable[[str], str], *, lines: bool) -> str:
    """Return SQL for the number of a row's fault, 0 for a case. The row has a column ``sound``.

    In a log with ``lines`` a blank line is no row; in a table an empty row is a faulty one.
    """
    whole = f"concat_ws('', {', '.join(FIELDS)})"
    nothing = f"WHEN {trim(whole)} = '' THEN {FAULT['nothing']}"
    return f"""CASE
        WHEN sound THEN 0
        {"" if lines else nothing}
        WHEN short THEN {FAULT["too_few_fields"]}
        WHEN long THEN {FAULT["too_many_fields"]}
        WHEN {trim("case_id")} = '' THEN {FAULT["case_id:missing"]}
        WHEN unfit THEN {FAULT["case_id:unfit"]}
        WHEN {trim("received")} = '' THEN {FAULT["received:missing"]}
        WHEN received_at IS NULL THEN {FAULT["received:stamp"]}
        WHEN {trim("reply")} <> '' THEN {FAULT["first_reply:stamp"]}
        ELSE 0 END"""


WRONG: Final = """CASE WHEN unfit THEN case_id WHEN received_at IS NULL THEN received
    WHEN reply_at IS NULL THEN reply END"""
"""The text that is no case id or no time, in a row that is not sound."""
