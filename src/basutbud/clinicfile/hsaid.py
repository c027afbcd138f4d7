"""Checks the HSA-id of a clinic, wherever a file names one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from basutbud.errors import Problem
from basutbud.model.clinic import Located
from basutbud.safetext import is_person_hsa_id, luhn_valid, shown_hsa_id

HSA_ID: Final = "^[Ss][Ee][0-9]{10}-[A-Za-z0-9]{1,18}$"

_NUMBER: Final = slice(2, 12)
"""The organisation number: nine digits and their check digit."""
_DIGITS: Final = 10


def hsa_id_problems(hsa_id: str, located: Located) -> Iterator[Problem]:
    """Yield the problem of an HSA-id that is a person's, or has a wrong check digit.

    In a pattern of HSA-ids, the number is checked if it has all its digits.
    """
    number = hsa_id[_NUMBER]
    if is_person_hsa_id(hsa_id):
        yield located.problem("hsa_id_person")
    elif len(number) == _DIGITS and number.isdecimal() and not luhn_valid(number):
        digit = next(n for n in range(10) if luhn_valid(f"{number[:-1]}{n}"))
        yield located.problem("hsa_id_check_digit", {"value": shown_hsa_id(hsa_id), "digit": digit})
