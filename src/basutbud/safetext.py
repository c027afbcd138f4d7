"""Text from input made fit to print: personal data masked, control characters made visible.

Everything from a file that may reach a report or a message passes ``safe_text`` where it is
loaded, so that no format has to remember to.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MASK = "▒▒▒"
"""Stands where personal data stood."""

_FORMULA = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_SPLITTING = ("\t", "\r", "\n")
_WITHIN = re.compile(r"(?<!^)([;,\t|])(?=[=+\-@])")
"""A formula where a spreadsheet parts cells by another character than the file does."""
_COMMAND = re.compile(r"(?m)(^[^\S\n]*)::|##\[")
_LONGEST = 200
_LONGEST_READ = 10_000
_SEPARATOR = r"[\s.,/+_:\-\u2010-\u2015\u2212]{0,3}"
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_PERSON_HSA_ID = re.compile(rf"(?i)SE{_SEPARATOR}\d{{10}}{_SEPARATOR}P\w*")
_PERSONAL_NUMBER = re.compile(
    rf"(?<!\d)(?:(?:18|19|20){_SEPARATOR})?(\d{{2}}){_SEPARATOR}(\d{{2}}){_SEPARATOR}(\d{{2}})"
    rf"{_SEPARATOR}(\d{{4}})(?!\d)"
)
_RESERVE_NUMBER = re.compile(
    rf"(?i)(?<!\d)(?:18|19|20)\d{{6}}{_SEPARATOR}(?:[KMX]\d{{2}}\w|\d{{2}}[KMX]\w)(?!\w)"
)
_E_MAIL = re.compile(r"[^\s@<>\"',;:{}\[\]]+@(?:\[[^\]\s]*\]?|[^\s@<>\"',;:{}\[\]]+\.[^\W\d_]{2,})")
_TELLING = re.compile(r"@|[0-9](?:[^0-9]*+[0-9]){7}")
"""What all of these have: an at-sign, or eight digits at the least."""
_ABROAD: Final = "0046"
_PHONE_GAP = r"[\s/()\-\u2010-\u2015]{0,3}"
_TELEPHONE = re.compile(
    rf"(?<!\w)(?<!\d-)(?:\+46|0046|0){_PHONE_GAP}(?:\(0\){_PHONE_GAP})?[1-9]"
    rf"(?:{_PHONE_GAP}\d){{6,9}}(?!\w)|(?<![\w.])0[1-9]\d{{0,2}}(?:\.\d{{2,3}}){{3}}(?![\w.]\d)"
)
"""A point parts other numbers too, so that only groups as of a telephone count."""
_DAY_OR_TELEPHONE = re.compile(
    rf"(?P<day>(?<![\d/.\-])[0-3]\d([/.\-])[0-3]\d\2(?:19|20)\d\d(?!\d|\2))|{_TELEPHONE.pattern}"
)
"""A day as ``01/04/2016``, which must be seen to be mended, has the figures of a telephone."""

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""The sum of the digits of twice a digit."""
PLAIN_ID: Final = "[A-Za-z]{0,8}[0-9]{1,9}|[A-Za-z]{1,8}-[0-9]{1,7}"
"""What most case ids are, from end to end: no personal data, formula or comma.

Behind a hyphen there are too few digits for a telephone number.
"""
_PLAIN_ID = re.compile(PLAIN_ID)
_PLAIN_HSA_ID = re.compile("SE[0-9]{2}[2-9][0-9]{7}-[A-OQ-Z](?:0000[0-9]{8}|[0-9]{0,7})")
"""What most HSA-ids are: of a legal person, and then of no staff, with no other such number."""
_DIGITS = re.compile("[0-9]{8}")
"""What the HSA-ids of staff and reserve numbers have: all others may have points between them."""


def is_plain_id(text: str) -> bool:
    """Tell at once, of most case ids, that ``safe_id`` leaves them as they are."""
    return _PLAIN_ID.fullmatch(text) is not None


def safe_id(text: str) -> str:
    """Return a case id made safe, as ``safe_text`` does.

    A number filled up with zeros is shown, unless it is a person's with them or without, or may be
    a telephone's as it is dialled from abroad.
    """
    if is_plain_id(text):
        return text
    padded = text.isdigit() and text.startswith("0") and not text.startswith(_ABROAD)
    if padded and not _PERSONAL_NUMBER.search(text):
        bare = text.lstrip("0")
        is_personal = _PERSONAL_NUMBER.sub(_masked_if_personal, bare) != bare
        return MASK if is_personal else text[:_LONGEST]
    return safe_text(text)


def safe_text(text: str) -> str:
    """Return ``text`` without personal data or control characters, at most 200 characters."""
    safe = redact(text[:_LONGEST_READ])
    return visible(safe if len(safe) <= _LONGEST else safe[: _LONGEST - 1] + "…")


def no_command(text: str) -> str:
    """Return lines, as wide as before, none of which a pipeline takes for a command.

    GitHub's runner obeys ``::`` at the beginning of a line and ``##[`` anywhere in it.
    """
    return _COMMAND.sub(lambda found: "##(" if found[1] is None else f"{found[1]}∷ ", text)


def harmless_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, whatever it parts the line by.

    Spreadsheets look past blanks and unseen characters before a formula, and some take the wide,
    small and raised forms of its first character, as East Asian keyboards write them.
    """
    if text.isalnum():
        return text
    text = _WITHIN.sub(r"\1'", text)
    if text[:1].isalnum():
        return text
    seen = next((c for c in text if unicodedata.category(c)[0] not in "CZ"), "")
    formula = unicodedata.normalize("NFKC", seen).startswith(_FORMULA)
    return f"'{text}" if formula or text.startswith(_SPLITTING) else text


def redact(text: str) -> str:
    """Mask identity numbers of persons, e-mail addresses, telephone numbers and staff HSA-ids.

    Covers personnummer, samordningsnummer (day + 60) and the region's reservnummer
    (``yyyymmddGggC``). A number counts only with a possible date and a right check digit.
    """
    if text.isalpha():
        return text
    if not text.isascii():
        text = _FOREIGN_DIGIT.sub(lambda found: str(int(found[0])), text)
    if _TELLING.search(text) is None:
        return text
    if not text.isprintable():
        seen = "".join(mark for mark in text if unicodedata.category(mark) != "Cf")
        if seen != text and (safe := redact(seen)) != seen:
            return safe
    in_a_row = _DIGITS.search(text) is not None
    if in_a_row:
        text = _PERSON_HSA_ID.sub(MASK, text)
    text = _PERSONAL_NUMBER.sub(_masked_if_personal, text)
    if in_a_row:
        text = _RESERVE_NUMBER.sub(MASK, text)
    if "@" in text:  # to look for what comes before one that is not there takes longest of all
        text = _E_MAIL.sub(MASK, text)
    return _DAY_OR_TELEPHONE.sub(lambda found: found["day"] or MASK, text)


def visible(text: str) -> str:
    """Write out control, format and line-breaking characters as escapes."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character == "\u00a0" else _escape(character)
        for character in text
    )


def shown_hsa_id(hsa_id: str) -> str:
    """Return an HSA-id for print; a sole trader's organisation number is masked.

    Such a number is the owner's personnummer: its third and fourth digits are a month, while
    those of a legal person are 20 or more (lag 1974:174 om identitetsbeteckning).
    """
    if _PLAIN_HSA_ID.fullmatch(hsa_id):
        return hsa_id
    if is_person_hsa_id(hsa_id):
        return MASK
    number = hsa_id[2:12]
    if number.isdigit() and len(number) == len("2321000131") and _is_date(number[2:4], number[4:6]):
        return f"SE{MASK}{safe_text(hsa_id[12:])}"
    return safe_text(hsa_id)


def is_person_hsa_id(hsa_id: str) -> bool:
    """Tell whether an HSA-id is a staff member's (its suffix begins with P), never a clinic's."""
    return _PERSON_HSA_ID.fullmatch(hsa_id) is not None


def luhn_valid(digits: str) -> bool:
    """Tell whether the last of ``digits`` is the right check digit for those before it."""
    doubled = [_DOUBLED[number] for number in map(int, digits[-2::-2])]
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def _masked_if_personal(match: re.Match[str]) -> str:
    _, month, day, _ = match.groups()
    personal = _is_date(month, day) and luhn_valid("".join(match.groups()))
    return MASK if personal else match.group()


def _is_date(month: str, day: str) -> bool:
    number = int(day)
    return 1 <= int(month) <= 12 and 1 <= (number - 60 if number > 60 else number) <= 31  # noqa: PLR2004 - months of a year, days of a month, and the 60 added in a samordningsnummer


def _escape(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")
