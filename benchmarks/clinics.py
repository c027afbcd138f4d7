"""Write clinic files to measure by: invented clinics, the same bytes for the same seed.

``python benchmarks/clinics.py --count 10000 --seed 1 FOLDER``: about 60 lines and 20 services
each, as different offices would write them, about half of them with something to remark on.
No clinic, supplier or HSA-id is real.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

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
    "bestalla-tid": "Beställa tid",
    "av-omboka-tid": "Av/omboka tid",
    "fornya-recept": "Förnya recept",
    "kontakta-mig": "Kontakta mig",
    "skicka-meddelande": "Skicka meddelande",
    "egenremiss": "Egen remiss",
    "fraga-om-min-remiss": "Fråga om remiss",
    "begara-intyg": "Begära intyg",
}
RECOMMENDED: Final = {
    "radgivning": "Rådgivning",
    "fornya-hjalpmedel": "Förnya hjälpmedel",
    "hjalp-oss-att-bli-battre": "Hjälp oss att bli bättre",
    "levnadsvanor": "Levnadsvanor",
    "kontaktformular": "Kontaktformulär",
    "fragor-om-undersokningar": "Frågor om undersökningar",
    "fristaende-tidbok": "Fristående tidbok",
    "webbtidbokning": "Webbtidbokning",
}
OWN: Final = ("Vaccinationsbokning", "Receptfria råd", "Språkval", "Gruppbehandling", "Provsvar")
REASONS: Final = (
    "Ingen förskrivare på mottagningen",
    "Görs av en annan enhet i samma hus",
    "Mottagningen skriver inga remisser",
    "Hjälpmedel förskrivs inte här",
)
REMARKS: Final = ("  # sedan starten", "  # ses över i höst", "")
TOPICS: Final = ("mat", "tobak", "motion", "alkohol")


# Of all clinics, the share that …
PRIVATE: Final = 0.4
CAREFUL: Final = 0.5
"""… has no breach."""
IN_SWEDISH: Final = 0.15
"""… writes the services' Swedish names."""
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
BARE_STATUS: Final = 0.2
IN_BRACES: Final = 0.15
LINE_BY_LINE: Final = 0.05

FIRST_CASE: Final = datetime(2017, 1, 1)  # noqa: DTZ001 - local by intent
MINUTES: Final = 730 * 24 * 60
DAYS_TO_REPLY: Final = (*(0, 0, 1) * 9, 2, 5)


def clinic(number: int, chance: random.Random) -> str:
    """Return one clinic file."""
    private = chance.random() < PRIVATE
    careful = chance.random() < CAREFUL
    native = chance.random() < IN_SWEDISH
    kind = chance.choice([*KINDS])
    place = chance.choice(PLACES)
    owner = f"{559800000 + chance.randrange(90000)}" if private else "232100013"
    lines = [
        f"# Uppgifter om e-tjänsterna på enhet {number}, lämnade av verksamheten.",
        "# Frågor besvaras av förvaltningen.",
        "",
        f"clinic: {KINDS[kind]} {place} {number}",
        f"hsa_id: SE{owner}{_check_digit(owner)}-E{number:012}",
        f"kind: {kind}",
        f"provider: {'private' if private else 'region'}",
    ]
    if private:
        lines += ["agreement:", f"  supplier: Påhittade {place} Vård AB"]
        if chance.random() < DATED_AGREEMENT:
            day = f"{chance.randint(2016, 2018)}-{chance.randint(1, 12):02}-01"
            lines.append(f"  applies_from: {day}")
    lines += ["services:", "  # Obligatoriska"]
    for service, name in MANDATORY.items():
        lines += _service(name if native else service, service, chance, careful=careful)
    lines.append("  # Rekommenderade")
    for service, name in RECOMMENDED.items():
        if chance.random() < MENTIONS_RECOMMENDED:
            lines += _service(name if native else service, service, chance, careful=careful)
    lines.append("other_services:")
    for name in chance.sample(OWN, 4):
        lines.append(f"  {name}: active")
    return "\n".join(lines) + "\n"


def _service(key: str, service: str, chance: random.Random, *, careful: bool) -> list[str]:
    """Return a service as its line, or as a block of lines; a careless clinic leaves gaps."""
    drawn = chance.random()
    if service in MANDATORY and not careful and drawn < UNMENTIONED:
        return []
    if drawn < INACTIVE and not (careful and service in MANDATORY):
        pairs = {"status": "inactive"}
    elif drawn < NOT_IN_OPERATION:
        pairs = {"status": "not-in-operation", "reason": chance.choice(REASONS)}
    else:
        pairs = {"status": "active", **_details(service, chance, careful=careful)}
        if chance.random() < DATED_SERVICE:
            pairs["since"] = f"{chance.randint(2014, 2016)}-{chance.randint(1, 12):02}-01"
    drawn = chance.random()
    if len(pairs) == 1 and drawn < BARE_STATUS:
        return [f"  {key}: {pairs['status']}{chance.choice(REMARKS)}"]
    if drawn < IN_BRACES and "\n" not in pairs.get("forms", ""):
        joined = ", ".join(f"{name}: {value}" for name, value in pairs.items())
        return [f"  {key}: {{{joined}}}"]
    return [f"  {key}:", *(f"    {name}: {value}" for name, value in pairs.items())]


def _details(service: str, chance: random.Random, *, careful: bool) -> dict[str, str]:
    """Return what a service is asked about beside its status; a few write lists line by line."""
    if service == "bestalla-tid" and (careful or chance.random() < ASKS_FOR_REASON):
        return {"asks_for_reason": "true"}
    if service == "levnadsvanor":
        topics = TOPICS[: 4 if careful else chance.randint(2, 4)]
        return {"topics": f"[{', '.join(topics)}]"}
    if service == "kontaktformular":
        if chance.random() < LINE_BY_LINE:
            return {
                "forms": "\n      - Kontakta diabetessköterska\n      - Kontakta astmasköterska"
            }
        return {"forms": "[Kontakta diabetessköterska, Kontakta astmasköterska]"}
    if service in ("fristaende-tidbok", "webbtidbokning"):
        return {"linked_to_record_system": str(service == "webbtidbokning").lower()}
    return {}


def cases(clinics: Iterable[str], each: int, chance: random.Random) -> Iterator[str]:
    """Yield the lines of a log with so many cases for each of these HSA-ids."""
    yield "case_id;unit;service;received;first_reply\n"
    services = (*MANDATORY.values(), *OWN)
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
    parser.add_argument("--cases", type=int, default=0, help="of each clinic, in one log")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311 - nothing secret
    chosen.folder.mkdir(parents=True, exist_ok=True)
    units = []
    for number in range(chosen.count):
        text = clinic(number, chance)
        units.append(text.partition("hsa_id: ")[2].partition("\n")[0])
        (chosen.folder / f"{number:05}.yaml").write_text(text, encoding="utf-8")
    if chosen.cases:
        with (chosen.folder / "cases.csv").open("w", encoding="utf-8") as log:
            log.writelines(cases(units, chosen.cases, chance))


if __name__ == "__main__":
    main()
