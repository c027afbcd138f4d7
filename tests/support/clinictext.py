"""A right clinic file, to be changed, and what its reader says of it."""

from __future__ import annotations

import pytest

from basutbud.clinicfile.reader import ClinicReader
from basutbud.errors import InputError, Problem
from basutbud.model.clinic import Clinic
from basutbud.rulesetfile.loader import load_ruleset

RULESET = load_ruleset("vgr-hs-20-2016")
READER = ClinicReader(RULESET)
CLINIC = """\
clinic: Vårdcentralen Ekbacken
hsa_id: SE2321000131-E000000009001
kind: vardcentral
provider: private              # region | private
agreement:
  supplier: Ekbacken Vård AB
  applies_from: 2017-01-01
services:
  bestalla-tid: {status: active, asks_for_reason: true, since: 2016-04-01}
  av-omboka-tid: active
  fornya-recept: {status: not-in-operation, reason: Ingen förskrivare}
  egenremiss: inactive
  levnadsvanor: {status: active, topics: [mat, tobak, motion, alkohol]}
"""


def read(text: str | bytes) -> Clinic:
    """Read a clinic from text."""
    return READER.read("c.yaml", text if isinstance(text, bytes) else text.encode())


def problems(text: str | bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a text that must be refused."""
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value.problems
