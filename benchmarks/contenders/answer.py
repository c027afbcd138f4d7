"""What every contender is asked and prints: outcomes and working days, in all and by unit.

A contender brings the cases down to one row for each unit, outcome and working days, as its
library does it best; what remains is the same for all of them.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

CALENDAR: Final = Path(__file__).parents[2] / "rules" / "calendars" / "se.csv"
OUTCOMES: Final = ("on_time", "late", "open", "overdue")
LIMIT: Final = 2
"""Working days within which a reply is on time; the day of arrival is day 0."""

Row = tuple[str, str, int, int]
"""Unit, outcome, working days until the reply (any number where there is none), and cases."""


def free_days() -> list[date]:
    """Return the Swedish days that do not count, weekends apart."""
    with CALENDAR.open(encoding="utf-8") as stream:
        return [date.fromisoformat(row["date"]) for row in csv.DictReader(stream)]


def run(contender: Callable[[Path, date], Iterable[Row]]) -> None:
    """Ask a contender about the log and the day on the command line; print its answer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("log", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    options = parser.parse_args()
    print(json.dumps(answer(contender(options.log, options.as_of)), sort_keys=True))


def answer(rows: Iterable[Row]) -> dict[str, Any]:
    """Put the rows together."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    days: dict[str, Counter[int]] = defaultdict(Counter)
    for unit, outcome, waited, cases in rows:
        outcomes[unit][outcome] += cases
        if outcome in ("on_time", "late"):
            days[unit][waited] += cases
    total = sum(outcomes.values(), Counter[str]())
    return {
        "rows": total.total(),
        **{outcome: total[outcome] for outcome in OUTCOMES},
        "units": {
            unit: {
                **{outcome: counts[outcome] for outcome in OUTCOMES},
                "p50": percentile(days[unit], 50),
                "p90": percentile(days[unit], 90),
                "max": max(days[unit], default=None),
            }
            for unit, counts in outcomes.items()
        },
    }


def percentile(counts: Mapping[int, int], percent: int) -> int | None:
    """Return the nearest-rank percentile of values that occur so many times each."""
    rank = -(-sum(counts.values()) * percent // 100)
    reached = 0
    for value in sorted(counts):
        reached += counts[value]
        if reached >= rank:
            return value
    return None
