"""Write clinic files to measure by: invented clinics, the same bytes for the same seed.

``python benchmarks/clinics.py --count 10000 --seed 1 FOLDER``: about 60 lines and 20 services
each, about half of them with something to remark on; each in a hand of its own, or with
``--alike`` all in one. What they say is the same. No clinic, supplier or HSA-id is real.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from handwriting import OFFICE, hand, written

PLACES: Final = (
    *("Alvägen", "Björkdungen", "Dimhöjden", "Ekbacken", "Fågelsången", "Granliden", "Havsbrisen"),
    *("Idegranen", "Järnvägsparken", "Klöverstigen", "Lindhagen", "Myrstacken", "Norrskenet"),
    *("Oxbacken", "Pilhamnen", "Rågåkern", "Sockertoppen", "Tallmon", "Utsikten", "Vallmohagen"),
    *("Åkerbäret", "Älvstranden", "Ödegården"),
)
KINDS: Final = {
    "vardcentral": "Vårdcentralen",
    "folktandvard": "Folktandvården",
    "privat-tandvard": "Tandläkarna",
    "barnmorskemottagning": "Barnmorskemottagningen",
    "rehabmottagning": "Rehabmottagningen",
    "ungdomsmottagning": "Ungdomsmottagningen",
    "specialistmottagning": "Specialistmottagningen",
}
MANDATORY: Final = {
    "bestalla-tid": ("Beställa tid", "Tidbeställning", "Beställ tid"),
    "av-omboka-tid": ("Av/omboka tid", "Avboka tid", "Av- och omboka tid"),
    "fornya-recept": ("Förnya recept", "Receptförnyelse"),
    "kontakta-mig": ("Kontakta mig", "Bli kontaktad"),
    "skicka-meddelande": ("Skicka meddelande", "Skicka ett meddelande"),
    "egenremiss": ("Egenremiss", "Egen remiss", "Egen vårdbegäran"),
    "fraga-om-min-remiss": ("Fråga om min remiss", "Fråga om remiss", "Remissfråga"),
    "begara-intyg": ("Begära intyg", "Begär intyg", "Beställa intyg"),
}
"""Services by id, with names that each may go by."""
RECOMMENDED: Final = {
    "radgivning": ("Rådgivning",),
    "fornya-hjalpmedel": ("Förnya hjälpmedel",),
    "hjalp-oss-att-bli-battre": ("Hjälp oss att bli bättre",),
    "levnadsvanor": ("Levnadsvanor", "Råd och stöd om levnadsvanor"),
    "kontaktformular": ("Kontaktformulär", "Kontaktformulär med specialistfunktioner"),
    "fragor-om-undersokningar": ("Frågor om undersökningar", "Frågor om olika undersökningar"),
    "fristaende-tidbok": ("Fristående tidbok", "Fristående webbtidbok"),
    "webbtidbokning": ("Webbtidbokning", "Webbtidbok"),
}
NAMES: Final = MANDATORY | RECOMMENDED
OWN: Final = ("Vaccinationsbokning", "Receptfria råd", "Språkval", "Gruppbehandling", "Provsvar")
REASONS: Final = (
    "Ingen förskrivare på mottagningen",
    "Görs av en annan enhet i samma hus",
    "Mottagningen skriver inga remisser",
    "Hjälpmedel förskrivs inte här",
    "Verksamheten har inte det: se överenskommelsen",
    'Sköts av grannmottagningen (nr 2), som svarar "inom dagen"',
    "Tas över telefon # tills vidare",
)
SINCE: Final = ("sedan {}", "enligt beslut {}", "ses över {}", "anmält {}", "avstämt {}")
FORMS: Final = (
    *("Kontakta diabetessköterska", "Kontakta astmasköterska", "Kontakta kurator"),
    *("Kontakta rehabkoordinator", "Kontakta dietist"),
)
TOPICS: Final = ("mat", "tobak", "motion", "alkohol")


# Of all clinics, the share that …
PRIVATE: Final = 0.4
CAREFUL: Final = 0.5
"""… has no breach."""
DATED_AGREEMENT: Final = 0.8
ASKS_FOR_REASON: Final = 0.8
MENTIONS_RECOMMENDED: Final = 0.9
# Of the services, the share that is …
UNMENTIONED: Final = 0.05
INACTIVE: Final = 0.1
"""… switched off, those not mentioned included."""
NOT_IN_OPERATION: Final = 0.2
"""… no part of what the clinic does, those switched off included."""
DATED_SERVICE: Final = 0.7

FIRST_CASE: Final = datetime(2017, 1, 1)  # noqa: DTZ001 - local by intent
MINUTES: Final = 730 * 24 * 60
DAYS_TO_REPLY: Final = (*(0, 0, 1) * 9, 2, 5)


def clinic(number: int, chance: random.Random) -> dict[str, Any]:
    """Return what one clinic file says."""
    private = chance.random() < PRIVATE
    careful = chance.random() < CAREFUL
    kind = chance.choice([*KINDS])
    place = chance.choice(PLACES)
    owner = f"{559800000 + chance.randrange(90000)}" if private else "232100013"
    said: dict[str, Any] = {
        "clinic": f"{KINDS[kind]} {place} {number}",
        "hsa_id": f"SE{owner}{_check_digit(owner)}-E{number:012}",
        "kind": kind,
        "provider": "private" if private else "region",
    }
    if private:
        said["agreement"] = {"supplier": f"Påhittade {place} Vård AB"}
        if chance.random() < DATED_AGREEMENT:
            said["agreement"]["applies_from"] = _day(2016, 2018, chance)
    said["services"] = {
        service: pairs
        for service in NAMES
        if (pairs := _service(service, chance, careful=careful)) is not None
    }
    said["other_services"] = {
        name: {"status": "active"} for name in chance.sample(OWN, chance.randint(0, len(OWN)))
    }
    return {name: value for name, value in said.items() if value}


def _service(service: str, chance: random.Random, *, careful: bool) -> dict[str, Any] | None:
    """Return what is said of a service, or None; a careless clinic leaves gaps."""
    drawn = chance.random()
    if service in RECOMMENDED and chance.random() > MENTIONS_RECOMMENDED:
        return None
    if service in MANDATORY and not careful and drawn < UNMENTIONED:
        return None
    if drawn < INACTIVE and not (careful and service in MANDATORY):
        return {"status": "inactive"}
    if drawn < NOT_IN_OPERATION:
        reason = (
            f"{chance.choice(REASONS)}, {chance.choice(SINCE).format(_day(2014, 2016, chance))}"
        )
        return {"status": "not-in-operation", "reason": reason}
    pairs = {"status": "active", **_details(service, chance, careful=careful)}
    if chance.random() < DATED_SERVICE:
        pairs["since"] = _day(2014, 2016, chance)
    return pairs


def _day(first: int, last: int, chance: random.Random) -> str:
    return f"{chance.randint(first, last)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _details(service: str, chance: random.Random, *, careful: bool) -> dict[str, Any]:
    """Return what a service is asked about beside its status."""
    if service == "bestalla-tid" and (careful or chance.random() < ASKS_FOR_REASON):
        return {"asks_for_reason": True}
    if service == "levnadsvanor":
        return {"topics": chance.sample(TOPICS, 4 if careful else chance.randint(2, 4))}
    if service == "kontaktformular":
        return {"forms": chance.sample(FORMS, chance.randint(1, len(FORMS)))}
    if service in ("fristaende-tidbok", "webbtidbokning"):
        return {"linked_to_record_system": service == "webbtidbokning"}
    return {}


def cases(clinics: Iterable[str], each: int, chance: random.Random) -> Iterator[str]:
    """Yield the lines of a log with so many cases for each of these HSA-ids."""
    yield "case_id;unit;service;received;first_reply\n"
    services = (*(names[-1] for names in MANDATORY.values()), *OWN)
    for unit in clinics:
        for number in range(each):
            arrived = FIRST_CASE + timedelta(minutes=chance.randrange(MINUTES))
            answered = arrived + timedelta(days=chance.choice(DAYS_TO_REPLY), minutes=30)
            stamps = f"{arrived:%Y-%m-%d %H:%M};{answered:%Y-%m-%d %H:%M}"
            yield f"{unit[-5:]}-{number};{unit};{chance.choice(services)};{stamps}\n"


def _check_digit(digits: str) -> int:
    """Return the digit that makes ``digits`` a right organisation number."""
    total = 0
    for position, digit in enumerate(digits):
        doubled = int(digit) * (2 - position % 2)
        total += doubled // 10 + doubled % 10
    return -total % 10


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alike", action="store_true", help="all written by one hand")
    parser.add_argument("--cases", type=int, default=0, help="of each clinic, in one log")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311 - nothing secret
    chosen.folder.mkdir(parents=True, exist_ok=True)
    units = []
    for number in range(chosen.count):
        said = clinic(number, chance)
        units.append(said["hsa_id"])
        writer = hand(random.Random(f"{chosen.seed} {number}"))  # noqa: S311 - nothing secret
        content = written(said, NAMES, OFFICE if chosen.alike else writer)
        (chosen.folder / f"{number:05}.yaml").write_bytes(content)
    if chosen.cases:
        with (chosen.folder / "cases.csv").open("w", encoding="utf-8") as log:
            log.writelines(cases(units, chosen.cases, chance))


if __name__ == "__main__":
    main()
