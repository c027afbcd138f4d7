"""Why a row is no case, as SQL that the engines share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from basutbud.caselog.plan import FAULT

FIELDS: Final = ("case_id", "unit", "service", "received", "reply")
"""The fields of a row, by the names that they have in SQL; the case id has no spaces around it."""
SOUND: Final = """
    case_id <> '' AND NOT short AND NOT long AND received_at IS NOT NULL
    AND (reply_at IS NOT NULL OR reply = '')
"""
"""Whether a row is a case, as nearly all are. NULL is no."""


def fault_sql(trim: Callable[[str], str]) -> str:
    """Return SQL for why a row is no case, by number, where ``sound`` tells whether it is one."""
    whole = f"concat_ws('', {', '.join(FIELDS)})"
    return f"""CASE
        WHEN sound THEN 0
        WHEN {trim(whole)} = '' THEN {FAULT["nothing"]}
        WHEN short THEN {FAULT["too_few_fields"]}
        WHEN long THEN {FAULT["too_many_fields"]}
        WHEN {trim("case_id")} = '' THEN {FAULT["case_id:missing"]}
        WHEN {trim("received")} = '' THEN {FAULT["received:missing"]}
        WHEN received_at IS NULL THEN {FAULT["received:stamp"]}
        WHEN {trim("reply")} <> '' THEN {FAULT["first_reply:stamp"]}
        ELSE 0 END"""
