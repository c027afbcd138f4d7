"""Texts that are no values, though they stand for one: remains of damaged cells, "n/a"."""

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
"""A number in scientific notation, as a spreadsheet writes one with too many digits."""
ERROR: Final = "#([A-ZÅÄÖ0/]+[!?]|N/A|#+)|(Err|Fel):[0-9]{3}"
"""An error as spreadsheets write it, in Swedish and English, or a column too narrow for a number.

``#SAKNAS!``, ``#REF!``, ``#DIVISION/0!``, ``#NAME?``, ``####``, LibreOffice's ``Err:502``.
"""


NO_VALUE: Final = (
    "null", "(null)", "<null>", "\\n", "na", "n/a", "<na>", "nan", "nat", "none", "nil", "-", "--",
    "–", "?", "saknas", "okänt",
)  # fmt: skip
"""What programs and people write, in small or capital letters, for a missing value."""
LONGEST_NO_VALUE: Final = max(map(len, NO_VALUE))


def unfit_value(text: str) -> str | None:
    """Return why a text is no value in any column, the code of a ``row_`` message, or None."""
    if text in _MARKS:
        return _MARKS[text]
    return "error_cell" if re.fullmatch(ERROR, text) else None


def unfit_stamp_fault(text: str) -> str | None:
    """Return why a text is no value in a column of times; None for a time of unknown form.

    A number is no time, whether or not a spreadsheet has rounded it.
    """
    if text == LONG_NUMBER:
        return None
    return "no_value" if text.lower() in NO_VALUE else unfit_value(text)


def unfit_id_fault(text: str) -> str:
    """Return why a text that an engine refused is no case id."""
    return "no_value" if text.lower() in NO_VALUE else unfit_value(text) or "scientific_id"
