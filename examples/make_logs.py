"""Write the example case logs in ``clinics/``: invented cases, the same bytes every run.

Each log is written the way some clinic's system or spreadsheet exports it, so that together they
show the forms that are read. No case, note or unit is real.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Key = TypeVar("Key")

FOLDER: Final = Path(__file__).parent / "clinics"
FIRST: Final = date(2016, 1, 4)
LAST: Final = date(2017, 5, 31)
LAST_ANSWERED: Final = date(2017, 5, 26)
"""Cases received up to this day, and answered in time, are answered when the logs are exported."""
EXPORTED: Final = datetime.combine(LAST, time(9))
NEW_YEAR_EXPORT: Final = datetime.combine(date(2016, 12, 30), time(20))

FREE_DAYS: Final = frozenset(
    {
        date(2016, 1, 6),
        date(2016, 3, 25),
        date(2016, 3, 28),
        date(2016, 5, 5),
        date(2016, 6, 6),
        date(2016, 6, 24),
        date(2016, 12, 26),
        date(2017, 1, 6),
        date(2017, 4, 14),
        date(2017, 4, 17),
        date(2017, 5, 1),
        date(2017, 5, 25),
        date(2017, 6, 6),
        date(2017, 6, 23),
    }
)
"""Free days that fall on a Monday to Friday, while the logs run and the last replies come."""

OPENS: Final = time(8)
CLOSES: Final = time(17)
LAST_SAME_DAY: Final = time(16)
HOUR_WEIGHTS: Final = (2, 1, 0, 0, 0, 1, 4, 9, 12, 11, 10, 8, 8, 8, 8, 8, 7, 6, 6, 7, 8, 8, 6, 4)
"""How often residents write in each hour; never when summer time comes or goes."""
WAITS: Final[Mapping[int, int]] = {0: 45, 1: 37, 2: 18}
LATE_WAITS: Final[Mapping[int, int]] = {3: 50, 4: 22, 5: 12, 6: 7, 8: 5, 11: 3, 16: 1}
FINAL_WAITS: Final[Mapping[int, int]] = {1: 50, 2: 25, 5: 15, 10: 10}

NOTES: Final = (
    "",
    "Besvarat av receptionen.",
    "Motfråga skickad; svar väntas.",
    "Delsvar lämnat.\nSlutsvar efter läkarens bedömning.",
    'Tid bokad, rubriken ändrad till "Återbesök".',
    "Vidarebefordrat; hör till annan mottagning.\n\nInvånaren är meddelad.",
)


@dataclass(frozen=True, slots=True)
class Clinic:
    """Whose cases to invent: how many, how large a share late, and of which types, weighted."""

    prefix: str
    unit: str
    cases: int
    late_share: float
    case_types: Mapping[str, int]
    last: date = LAST


@dataclass(frozen=True, slots=True)
class Case:
    """One case, in local time."""

    case_id: str
    unit: str
    case_type: str
    received: datetime
    first_reply: datetime | None
    final_reply: datetime | None


@dataclass(frozen=True, slots=True)
class Log:
    """A file to write: whose cases, and in which form."""

    path: str
    clinics: tuple[Clinic, ...]
    columns: Mapping[str, Callable[[Case], str]]
    delimiter: str
    encoding: str = "utf-8"
    line_end: str = "\n"
    first_line: str = ""
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL
    since: date = FIRST
    exported: datetime = EXPORTED


EKBACKEN: Final = Clinic(
    prefix="EKB",
    unit="SE2321000131-E000000009001",
    cases=780,
    late_share=0,
    case_types={
        "Beställa tid": 24,
        "Av/omboka tid": 18,
        "Förnya recept": 22,
        "Kontakta mig": 9,
        "Skicka meddelande": 9,
        "Egenremiss": 4,
        "Fråga om min remiss": 4,
        "Begära intyg": 4,
        "Rådgivning": 3,
        "Förnya hjälpmedel": 2,
        "Kontakta diabetessköterska": 3,
    },
    last=LAST_ANSWERED,
)
BJORKDUNGEN: Final = Clinic(
    prefix="FTV",
    unit="SE2321000131-E000000009002",
    cases=620,
    late_share=0.06,
    case_types={
        "Tidbeställning": 30,
        "Avboka tid": 18,
        "Omboka tid": 18,
        "Förnya recept": 6,
        "Kontakta mig": 12,
        "Skicka ett meddelande": 10,
        "Egenremiss": 2,
        "Fråga om remiss": 4,
    },
)
HAVSBRISEN: Final = Clinic(
    prefix="REH",
    unit="SE2321000131-E000000009003",
    cases=450,
    late_share=0,
    case_types={
        "Beställa tid": 30,
        "Av/omboka tid": 25,
        "Kontakta mig": 12,
        "Skicka meddelande": 10,
        "Egenremiss": 10,
        "Fråga om min remiss": 5,
        "Begära intyg": 3,
        "Förnya hjälpmedel": 5,
    },
    last=LAST_ANSWERED,
)
VALLMOHAGEN: Final = Clinic(
    prefix="BMM",
    unit="SE2321000131-E000000009004",
    cases=430,
    late_share=0.02,
    case_types={
        "Beställ tid": 35,
        "Av- och omboka tid": 25,
        "Receptförnyelse": 12,
        "Bli kontaktad": 10,
        "Skicka meddelande": 10,
        "Egen vårdbegäran": 5,
        "Fråga om remiss": 3,
    },
)
DIMHOJDEN: Final = Clinic(
    prefix="PSY",
    unit="SE2321000131-E000000009005",
    cases=560,
    late_share=0.22,
    case_types={
        "Beställa tid": 18,
        "Avboka/omboka tid": 16,
        "Förnya recept": 26,
        "Kontakta mig": 14,
        "Skicka meddelande": 8,
        "Egenremiss": 6,
        "Remissfråga": 4,
        "Begär intyg": 5,
        "Anmälan till samtalsgrupp": 3,
    },
)
STENROSET: Final = Clinic(
    prefix="UNG",
    unit="SE2321000131-E000000009006",
    cases=300,
    late_share=0.03,
    case_types={
        "Beställa tid": 40,
        "Av/omboka tid": 20,
        "Kontakta mig": 20,
        "Skicka meddelande": 15,
        "Begära intyg": 2,
        "Rådgivning": 6,
    },
)
NOT_AUDITED: Final = Clinic(
    prefix="OKT",
    unit="SE2321000131-E000000009099",
    cases=7,
    late_share=0,
    case_types={"Beställa tid": 1},
    last=date(2016, 11, 30),
)
SOLGLANTAN: Final = Clinic(
    prefix="HUD",
    unit="SE5599999918-E0000000001",
    cases=520,
    late_share=0.12,
    case_types={
        "Beställa tid": 36,
        "Av/omboka tid": 24,
        "Förnya recept": 14,
        "Skicka meddelande": 10,
        "Fråga om min remiss": 9,
        "Begära intyg": 3,
        "Kontaktformulär": 4,
    },
)
KLOVERSTIGEN: Final = Clinic(
    prefix="KLO",
    unit="SE5599999926-E0000000001",
    cases=640,
    late_share=0.09,
    case_types={
        "Beställa tid": 28,
        "Av/omboka tid": 20,
        "Förnya recept": 24,
        "Skicka meddelande": 12,
        "Egenremiss": 5,
        "Fråga om min remiss": 5,
        "Rådgivning": 6,
    },
)
SOCKERTOPPEN: Final = Clinic(
    prefix="TAN",
    unit="SE5599999934-E0000000001",
    cases=380,
    late_share=0.04,
    case_types={
        "Beställa tid": 38,
        "Av/omboka tid": 36,
        "Förnya recept": 5,
        "Kontakta mig": 16,
        "Fråga om min remiss": 3,
        "Begära intyg": 2,
    },
)


def invent(clinic: Clinic) -> list[Case]:
    """Invent a clinic's cases, in the order they came in."""
    dice = random.Random(clinic.unit)  # noqa: S311 - invented cases keep no secret
    days = [FIRST + timedelta(number) for number in range((clinic.last - FIRST).days + 1)]
    weights = [10 if is_working_day(day) else 3 for day in days]
    arrivals = sorted(
        datetime.combine(day, time(pick(dict(enumerate(HOUR_WEIGHTS)), dice)))
        + timedelta(seconds=dice.randrange(3600))
        for day in dice.choices(days, weights, k=clinic.cases)
    )
    return [
        invent_case(clinic, number, received, dice)
        for number, received in enumerate(arrivals, start=1)
    ]


def invent_case(clinic: Clinic, number: int, received: datetime, dice: random.Random) -> Case:
    """Invent what became of one case."""
    late = dice.random() < clinic.late_share
    first = replied(received, pick(LATE_WAITS if late else WAITS, dice), dice)
    return Case(
        case_id=f"{clinic.prefix}-{received.year}-{number:04}",
        unit=clinic.unit,
        case_type=pick(clinic.case_types, dice),
        received=received,
        first_reply=first,
        final_reply=replied(first, pick(FINAL_WAITS, dice), dice),
    )


def pick(weights: Mapping[Key, int], dice: random.Random) -> Key:
    """Return one of the keys, each as likely as its weight."""
    return dice.choices(list(weights), list(weights.values()))[0]


def replied(since: datetime, wait: int, dice: random.Random) -> datetime:
    """Return a moment in opening hours, so many working days on; 0 is the same day if open."""
    day = since.date()
    earliest = OPENS
    if wait == 0 and is_working_day(day) and since.time() < LAST_SAME_DAY:
        earliest = max(OPENS, since.time())
    else:
        for _ in range(max(wait, 1)):
            day = next_working_day(day)
    start = datetime.combine(day, earliest)
    seconds = (datetime.combine(day, CLOSES) - start).seconds
    return start + timedelta(seconds=dice.randrange(60, seconds))


def is_working_day(day: date) -> bool:
    """Tell whether clinics are open."""
    return day.isoweekday() not in (6, 7) and day not in FREE_DAYS


def next_working_day(day: date) -> date:
    """Return the first working day after a day."""
    after = day + timedelta(1)
    return after if is_working_day(after) else next_working_day(after)


def as_exported(case: Case, exported: datetime) -> Case:
    """Leave out the replies that had not come when the log was exported."""
    return replace(
        case,
        first_reply=case.first_reply if before(case.first_reply, exported) else None,
        final_reply=case.final_reply if before(case.final_reply, exported) else None,
    )


def before(moment: datetime | None, limit: datetime) -> bool:
    """Tell whether something has happened by a moment."""
    return moment is not None and moment <= limit


def minute(moment: datetime | None) -> str:
    """Write ``2016-01-28 13:05``."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def second(moment: datetime | None) -> str:
    """Write ``2016-01-28 13:05:30``."""
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else ""


def with_offset(moment: datetime | None) -> str:
    """Write ``2016-01-28T13:05:30+01:00``, and every third minute the same moment with ``Z``."""
    if moment is None:
        return ""
    hours = 2 if is_summer_time(moment) else 1
    if moment.minute % 3:
        return f"{moment:%Y-%m-%dT%H:%M:%S}+{hours:02}:00"
    return f"{moment - timedelta(hours=hours):%Y-%m-%dT%H:%M:%S}Z"


def is_summer_time(moment: datetime) -> bool:
    """Tell whether clocks show summer time: from March's last Sunday to October's."""
    starts, ends = (
        max(day for day in range(25, 32) if date(moment.year, month, day).isoweekday() == 7)  # noqa: PLR2004 - Sunday
        for month in (3, 10)
    )
    return datetime(moment.year, 3, starts, 2) <= moment < datetime(moment.year, 10, ends, 3)  # noqa: DTZ001 - local time, as clocks show it


def note(case: Case) -> str:
    """Return free text as staff may have written beside a case."""
    return NOTES[case.received.second % len(NOTES)]


SWEDISH: Final[Mapping[str, Callable[[Case], str]]] = {
    "Ärende-id": lambda case: case.case_id,
    "Enhet": lambda case: case.unit,
    "Ärendetyp": lambda case: case.case_type,
    "Inkom": lambda case: minute(case.received),
    "Första svar": lambda case: minute(case.first_reply),
}
SWEDISH_WITHOUT_UNIT: Final = {name: show for name, show in SWEDISH.items() if name != "Enhet"}
ENGLISH: Final[Mapping[str, Callable[[Case], str]]] = {
    "case_id": lambda case: case.case_id,
    "unit": lambda case: case.unit,
    "case_type": lambda case: case.case_type,
    "received": lambda case: second(case.received),
    "first_reply": lambda case: second(case.first_reply),
    "final_reply": lambda case: second(case.final_reply),
}
WITH_OFFSETS: Final[Mapping[str, Callable[[Case], str]]] = {
    **SWEDISH,
    "Inkom": lambda case: with_offset(case.received),
    "Första svar": lambda case: with_offset(case.first_reply),
}
WITH_NOTES: Final[Mapping[str, Callable[[Case], str]]] = {
    "Ärendenummer": lambda case: case.case_id,
    "Mottagning": lambda case: case.unit,
    "Ärendetyp": lambda case: case.case_type,
    "Anteckning": note,
    "Inkom datum": lambda case: minute(case.received),
    "Besvarat": lambda case: minute(case.first_reply),
}

OF_THE_REGION: Final = (HAVSBRISEN, DIMHOJDEN, STENROSET, NOT_AUDITED)
LOGS: Final = (
    Log("ekbacken.csv", (EKBACKEN,), SWEDISH_WITHOUT_UNIT, ";"),
    Log("bjorkdungen.csv", (BJORKDUNGEN,), SWEDISH, ";", "cp1252", "\r\n", "sep=;"),
    Log("vallmohagen.csv", (VALLMOHAGEN,), SWEDISH, ",", "utf-8-sig", "\r\n"),
    Log("kloverstigen.tsv", (KLOVERSTIGEN,), ENGLISH, "\t"),
    Log("sockertoppen.csv", (SOCKERTOPPEN,), WITH_OFFSETS, ","),
    Log(
        "loggar/solglantan-2016-2017.csv",
        (SOLGLANTAN,),
        WITH_NOTES,
        ";",
        quoting=csv.QUOTE_ALL,
    ),
    Log("regionen-2016.csv", OF_THE_REGION, SWEDISH, ";", exported=NEW_YEAR_EXPORT),
    Log("regionen-2017.csv", OF_THE_REGION, SWEDISH, ";", since=date(2016, 12, 1)),
)


def write(log: Log) -> int:
    """Write a log and return its number of cases."""
    cases = sorted(
        (
            as_exported(case, log.exported)
            for clinic in log.clinics
            for case in invent(clinic)
            if log.since <= case.received.date() and case.received <= log.exported
        ),
        key=lambda case: (case.received, case.case_id),
    )
    text = io.StringIO(newline="")
    if log.first_line:
        text.write(log.first_line + log.line_end)
    table = csv.writer(
        text, delimiter=log.delimiter, lineterminator=log.line_end, quoting=log.quoting
    )
    table.writerow(log.columns)
    table.writerows([show(case) for show in log.columns.values()] for case in cases)
    path = FOLDER / log.path
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.getvalue().encode(log.encoding))
    return len(cases)


def main() -> None:
    """Write every log and say how large it is."""
    for log in LOGS:
        print(f"{log.path}: {write(log)} cases")


if __name__ == "__main__":
    main()
