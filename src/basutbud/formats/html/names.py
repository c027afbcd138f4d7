"""Names for clinics in links and files: of their ids, with nothing that a path or URL minds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from basutbud.model.finding import ClinicReport

_LONGEST = 60
_PORTS = tuple(f"{port}{number}" for port in ("com", "lpt") for number in range(10))
_TAKEN = ("index", "con", "prn", "aux", "nul", *_PORTS)
"""The index, and names that no file may have on Windows."""


def page_names(clinics: Iterable[ClinicReport]) -> list[str]:
    """Return a name for each clinic, of ``a-z``, digits and hyphens; a second like it is numbered.

    Clinics of sole traders, whose ids are masked, may share all that may be shown of them.
    """
    taken = set(_TAKEN)
    names = []
    for clinic in clinics:
        plain = re.sub(r"[^a-z0-9]+", "-", clinic.shown_id.casefold()).strip("-")
        base = plain[:_LONGEST] or "enhet"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        names.append(name)
    return names
