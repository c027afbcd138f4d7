"""Text and ids from input, made safe to show."""

from __future__ import annotations

import re
from typing import Final

from basutbud.safetext.escape import visible
from basutbud.safetext.personal import (
    MASK,
    PERSONAL_NUMBER,
    is_birth_date,
    is_person_hsa_id,
    mask_personal_numbers,
    redact,
)

_LONGEST = 200
_LONGEST_READ = 10_000
_ABROAD: Final = "0046"
PLAIN_ID: Final = "[A-Za-z]{0,8}[0-9]{1,9}|[A-Za-z]{1,8}-[0-9]{1,7}"
"""The form of most case ids, which holds no personal data, formula or comma.

Behind a hyphen there are too few digits for a telephone number.
"""
_PLAIN_ID = re.compile(PLAIN_ID)
_PLAIN_HSA_ID = re.compile("SE[0-9]{2}[2-9][0-9]{7}-[A-OQ-Z](?:0000[0-9]{8}|[0-9]{0,7})")
"""The form of most HSA-ids: a unit of a legal person, with no other number that is personal."""


def is_plain_id(text: str) -> bool:
    """Tell whether a case id is of the usual form, which ``safe_id`` leaves unchanged."""
    return _PLAIN_ID.fullmatch(text) is not None


def safe_id(text: str) -> str:
    """Return a case id safe to show, as ``safe_text`` does for text.

    A number filled up with zeros is shown, unless it is a person's with them or without, or may be
    a telephone's as it is dialled from abroad.
    """
    if is_plain_id(text):
        return text
    padded = text.isdigit() and text.startswith("0") and not text.startswith(_ABROAD)
    if padded and not PERSONAL_NUMBER.search(text):
        bare = text.lstrip("0")
        is_personal = mask_personal_numbers(bare) != bare
        return MASK if is_personal else text[:_LONGEST]
    return safe_text(text)


def safe_text(text: str) -> str:
    """Return ``text`` without personal data or control characters, at most 200 characters."""
    safe = redact(text[:_LONGEST_READ])
    return visible(safe if len(safe) <= _LONGEST else safe[: _LONGEST - 1] + "…")


def shown_hsa_id(hsa_id: str) -> str:
    """Return an HSA-id safe to show; a sole trader's organisation number is masked.

    Such a number is the owner's personnummer: its third and fourth digits are a month, while
    those of a legal person are 20 or more (lag 1974:174 om identitetsbeteckning).
    """
    if _PLAIN_HSA_ID.fullmatch(hsa_id):
        return hsa_id
    if is_person_hsa_id(hsa_id):
        return MASK
    number = hsa_id[2:12]
    if (
        number.isdigit()
        and len(number) == len("2321000131")
        and is_birth_date(number[2:4], number[4:6])
    ):
        return f"SE{MASK}{safe_text(hsa_id[12:])}"
    return safe_text(hsa_id)
