"""Names for clinics in links and files: of their names, with nothing that a path or URL minds."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from basutbud.model.finding import ClinicReport

_LONGEST = 60
_PORTS = tuple(f"{port}{number}" for port in ("com", "lpt") for number in range(10))
_TAKEN = ("index", "con", "prn", "aux", "nul", *_PORTS)
"""The index, and names that no file may have on Windows."""


def page_names(clinics: Iterable[ClinicReport]) -> list[str]:
    """Return a name for each clinic, of ``a-z``, digits and hyphens.

    Clinics of one name have their ids in it too, so that each keeps its name from one audit to the
    next. Those of sole traders, whose ids are masked, may share all that may be shown of them:
    they are numbered.
    """
    every = [*clinics]
    plain = [_plain(clinic.name) for clinic in every]
    shared = Counter(plain)
    taken = set(_TAKEN)
    names = []
    for clinic, name in zip(every, plain, strict=True):
        unique = name and shared[name] == 1 and name not in _TAKEN
        base = name if unique else _plain(f"{name[: _LONGEST // 2]} {clinic.shown_id}") or "enhet"
        full, number = base, 1
        while full in taken:
            number += 1
            full = f"{base}-{number}"
        taken.add(full)
        names.append(full)
    return names


def _plain(text: str) -> str:
    """Return letters without their marks, in lower case, and digits, in words with hyphens."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:_LONGEST].strip("-")
