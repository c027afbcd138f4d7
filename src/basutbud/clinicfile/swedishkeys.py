"""Swedish words for the keys of a clinic file, by which a Swedish key is recognised.

They are not read, lest a file could say one thing in two ways, but the message names the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from basutbud.suggestion import fold_key


def _by_word(keys: Mapping[str, str]) -> Mapping[str, str]:
    return {fold_key(word): key for key, words in keys.items() for word in words.split(", ")}


def with_attributes(named: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Return the words for the keys of a service, its own attributes included."""
    return {**OF_SERVICE, **{fold_key(word): key for key, words in named.items() for word in words}}


OF_CLINIC: Final = _by_word(
    {
        "clinic": "mottagning, mottagningens namn, namn, enhet, enhetens namn, klinik, vårdenhet",
        "hsa_id": "hsa, hsa-nummer, enhets-id, enhetens hsa-id, mottagningens hsa-id",
        "kind": "typ, slag, sort, enhetstyp, typ av enhet, mottagningstyp, typ av mottagning, "
        "vårdform, verksamhet",
        "provider": "utförare, vårdgivare, huvudman, driftsform, drift, regi, ägare, ägarform",
        "agreement": "avtal, vårdavtal",
        "services": "tjänster, tjanster, e-tjänster, e-tjanster, tjänst, e-tjänst, basutbud, utbud",
        "other_services": "andra tjänster, egna tjänster, övriga tjänster, andra e-tjänster, "
        "egna e-tjänster, övriga e-tjänster",
        "case_logs": "logg, loggar, ärendelogg, ärendeloggar, ärenden, arendelogg, arendeloggar",
    }
)
OF_AGREEMENT: Final = _by_word(
    {
        "supplier": "leverantör, leverantor, utförare, vårdgivare, bolag, företag, avtalspart",
        "applies_from": "gäller från, galler fran, gäller från och med, från, "
        "från och med, fr.o.m., giltigt från, startdatum, avtalsstart",
    }
)
OF_SERVICE: Final = _by_word(
    {
        "status": "läge, tillstånd",
        "in_operation": "finns, finns inom verksamheten, finns i verksamheten, inom verksamheten, "
        "i verksamheten, verksamhet",
        "reason": "skäl, orsak, anledning, motivering, förklaring, kommentar",
        "since": "sedan, från, från och med, fr.o.m., aktiv sedan, aktiv från, startdatum",
    }
)
