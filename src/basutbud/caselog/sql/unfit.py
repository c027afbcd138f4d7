"""Texts that stand where a value should, and are none: what spreadsheets leave of damaged cells."""

from __future__ import annotations

import re
from typing import Final

from basutbud.caselog.engine import DATE_AS_ID, ERROR_CELL, FORMULA_CELL, LONG_NUMBER

_MARKS: Final = {
    ERROR_CELL: "error_cell",
    FORMULA_CELL: "formula_cell",
    LONG_NUMBER: "long_number",
    DATE_AS_ID: "date_as_id",
}
SCIENTIFIC: Final = "[0-9]+([.,][0-9]+[eE][+]?|[eE][+])[0-9]{1,3}"
"""A number as a power of ten, as a spreadsheet writes one that is too long for it."""
ERROR: Final = "#([A-ZÅÄÖ0/]+[!?]|N/A|#+)|(Err|Fel):[0-9]{3}"
"""An error as spreadsheets write it, in Swedish and English, or a column too narrow for a number.

``#SAKNAS!``, ``#REF!``, ``#DIVISION/0!``, ``#NAME?``, ``####``, LibreOffice's ``Err:502``.
"""


NO_VALUE: Final = (
    "null", "(null)", "<null>", "\\n", "na", "n/a", "<na>", "nan", "nat", "none", "nil", "-", "--",
    "–", "?", "saknas", "okänt",
)  # fmt: skip
"""What programs and people write in small letters, or in capitals, where there is no value."""
LONGEST_NO_VALUE: Final = max(map(len, NO_VALUE))


def unfit_value(text: str) -> str | None:
    """Name why a text is no value of any column: a code of a ``row_`` message, or None."""
    if text in _MARKS:
        return _MARKS[text]
    return "error_cell" if re.fullmatch(ERROR, text) else None


def unfit_stamp_fault(text: str) -> str | None:
    """Name why a text is no value of a column of times; None where it is a time of no known form.

    A number there is none either, whether a spreadsheet rounded it or not.
    """
    if text == LONG_NUMBER:
        return None
    return "no_value" if text.lower() in NO_VALUE else unfit_value(text)


def unfit_id_fault(text: str) -> str:
    """Name why a text that an engine took for no case id is none."""
    return "no_value" if text.lower() in NO_VALUE else unfit_value(text) or "scientific_id"
