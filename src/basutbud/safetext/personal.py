"""Personal data in text, found and masked."""

from __future__ import annotations

import re
import unicodedata

MASK = "▒▒▒"
"""Stands where personal data stood."""

_SEPARATOR = r"[\s.,/+_:\-\u2010-\u2015\u2212]{0,3}"
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_PERSON_HSA_ID = re.compile(rf"(?i)SE{_SEPARATOR}\d{{10}}{_SEPARATOR}P\w*")
PERSONAL_NUMBER = re.compile(
    rf"(?<!\d)(?:(?:18|19|20){_SEPARATOR})?(\d{{2}}){_SEPARATOR}(\d{{2}}){_SEPARATOR}(\d{{2}})"
    rf"{_SEPARATOR}(\d{{4}})(?!\d)"
)
_RESERVE_NUMBER = re.compile(
    rf"(?i)(?<!\d)(?:18|19|20)\d{{6}}{_SEPARATOR}(?:[KMX]\d{{2}}\w|\d{{2}}[KMX]\w)(?!\w)"
)
_E_MAIL = re.compile(r"[^\s@<>\"',;:{}\[\]]+@(?:\[[^\]\s]*\]?|[^\s@<>\"',;:{}\[\]]+\.[^\W\d_]{2,})")
_SUSPICIOUS = re.compile(r"@|[0-9](?:[^0-9]*+[0-9]){7}")
"""What every kind of personal data has: an at-sign, or at least eight digits."""
_PHONE_GAP = r"[\s/()\-\u2010-\u2015]{0,3}"
_TELEPHONE = re.compile(
    rf"(?<!\w)(?<!\d-)(?:\+46|0046|0){_PHONE_GAP}(?:\(0\){_PHONE_GAP})?[1-9]"
    rf"(?:{_PHONE_GAP}\d){{6,9}}(?!\w)|(?<![\w.])0[1-9]\d{{0,2}}(?:\.\d{{2,3}}){{3}}(?![\w.]\d)"
)
"""Points separate other numbers too, so that only a telephone number's groups count."""
_DAY_OR_TELEPHONE = re.compile(
    rf"(?P<day>(?<![\d/.\-])[0-3]\d([/.\-])[0-3]\d\2(?:19|20)\d\d(?!\d|\2))|{_TELEPHONE.pattern}"
)
"""A day such as ``01/04/2016`` has as many digits as a telephone number, but must be shown."""

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""The sum of the digits of twice a digit."""
_DIGITS = re.compile("[0-9]{8}")
"""Staff's HSA-ids and reserve numbers have eight digits in a row; other numbers may not."""


def redact(text: str) -> str:
    """Mask identity numbers of persons, e-mail addresses, telephone numbers and staff HSA-ids.

    Covers personnummer, samordningsnummer (day + 60) and the region's reservnummer
    (``yyyymmddGggC``). A number counts only with a possible date and a right check digit.
    """
    if text.isalpha():
        return text
    if not text.isascii():
        text = _FOREIGN_DIGIT.sub(lambda found: str(int(found[0])), text)
    if _SUSPICIOUS.search(text) is None:
        return text
    if not text.isprintable():
        seen = "".join(mark for mark in text if unicodedata.category(mark) != "Cf")
        if seen != text and (safe := redact(seen)) != seen:
            return safe
    in_a_row = _DIGITS.search(text) is not None
    if in_a_row:
        text = _PERSON_HSA_ID.sub(MASK, text)
    text = mask_personal_numbers(text)
    if in_a_row:
        text = _RESERVE_NUMBER.sub(MASK, text)
    if "@" in text:  # searching for what precedes one that is missing is the slowest search here
        text = _E_MAIL.sub(MASK, text)
    return _DAY_OR_TELEPHONE.sub(lambda found: found["day"] or MASK, text)


def mask_personal_numbers(text: str) -> str:
    """Mask personnummer and samordningsnummer alone."""
    return PERSONAL_NUMBER.sub(_masked_if_personal, text)


def luhn_valid(digits: str) -> bool:
    """Tell whether the last of ``digits`` is the right check digit for those before it."""
    doubled = [_DOUBLED[number] for number in map(int, digits[-2::-2])]
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def is_person_hsa_id(hsa_id: str) -> bool:
    """Tell whether an HSA-id is a staff member's (its suffix begins with P), never a clinic's."""
    return _PERSON_HSA_ID.fullmatch(hsa_id) is not None


def is_birth_date(month: str, day: str) -> bool:
    """Tell whether a personnummer or samordningsnummer may have this month and day."""
    number = int(day)
    return 1 <= int(month) <= 12 and 1 <= (number - 60 if number > 60 else number) <= 31  # noqa: PLR2004 - months of a year, days of a month, and the 60 added in a samordningsnummer


def _masked_if_personal(match: re.Match[str]) -> str:
    _, month, day, _ = match.groups()
    personal = is_birth_date(month, day) and luhn_valid("".join(match.groups()))
    return MASK if personal else match.group()
