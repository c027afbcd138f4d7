"""Why a row is no case, as SQL that the engines share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from basutbud.caselog.engine import FAULT
from basutbud.caselog.sql.unfit import ERROR, LONGEST_NO_VALUE, NO_VALUE, SCIENTIFIC

TEXTS: Final = ("case_id", "unit", "service")
FIELDS: Final = (*TEXTS, "received", "reply")
"""The fields of a row, by the names that they have in SQL; the case id has no spaces around it."""
SOUND: Final = """
    case_id <> '' AND NOT unfit AND NOT short AND NOT long AND received_at IS NOT NULL
    AND (reply_at IS NOT NULL OR reply = '')
"""
"""Whether a row is a case, as nearly all are. NULL is no."""


def unfit_id_sql(matches: Callable[[str, str], str]) -> str:
    """Return SQL for whether a case id is what a spreadsheet left of one.

    ``matches`` gives SQL for whether a text is a pattern's from end to end. It costs too much to be
    asked of every id, and only those with certain characters can be any.
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
    """Return SQL for why a row is no case, by number, where ``sound`` tells whether it is one.

    A blank line is no row, where there are ``lines``; a table's row is one if it holds nothing.
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
"""The text that is no case id or no time, of a row that is not sound."""
