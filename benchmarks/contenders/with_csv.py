"""The reply-time audit with the standard library alone."""

from __future__ import annotations

import csv
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import answer

SATURDAY = 6


def judge(log: Path, as_of: date) -> Iterator[answer.Row]:
    """Read the log row by row; each pair of days is judged once."""
    free = set(answer.free_days())
    days = (min(free) + timedelta(number) for number in range((max(free) - min(free)).days))
    working = [day for day in days if day.isoweekday() < SATURDAY and day not in free]

    @cache
    def outcome(received: str, reply: str) -> tuple[str, int]:
        arrival = date.fromisoformat(received)
        upto = bisect_right(working, arrival)
        if not reply:
            return ("overdue" if working[upto + answer.LIMIT - 1] < as_of else "open"), 0
        replied = date.fromisoformat(reply)
        waited = bisect_left(working, replied) - upto + 1 if replied > arrival else 0
        return ("late" if waited > answer.LIMIT else "on_time"), waited

    counts: Counter[tuple[str, tuple[str, int]]] = Counter()
    with log.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter=";")
        header = next(rows)
        unit, received, reply = (header.index(name) for name in ("Enhet", "Inkom", "Första svar"))
        for row in rows:
            counts[row[unit], outcome(row[received][:10], row[reply][:10])] += 1
    for (name, (result, waited)), cases in counts.items():
        yield name, result, waited, cases


if __name__ == "__main__":
    answer.run(judge)
