"""Hold answers to one question against each other; stop, naming the places, where they differ."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cases import Recipe

LISTED = {"unit": "hsa_id", "reply": "first_reply", "waited": "working_days"}
"""Columns of a case list that contenders name in another way."""


def our_answer(report: Path) -> dict[str, Any]:
    """Return what basutbud reported, in the contenders' shape."""
    shaped = json.loads(report.read_text(encoding="utf-8"))
    outcomes = ("on_time", "late", "open", "overdue")
    total = shaped["summary"]["cases"]
    return {
        "rows": total["read"],
        **{outcome: total[outcome] for outcome in outcomes},
        "units": {
            clinic["hsa_id"]: {
                **{outcome: clinic["cases"][outcome] for outcome in outcomes},
                **clinic["cases"]["working_days"],
            }
            for clinic in shaped["clinics"]
        },
    }


def our_whole_answer(report: Path) -> dict[str, Any]:
    """Return every count that basutbud reported, in the shape of ``with_pandas_whole.py``."""
    shaped = json.loads(report.read_text(encoding="utf-8"))
    return {clinic["hsa_id"]: _counts(clinic["cases"]) for clinic in shaped["clinics"]}


def _counts(cases: Mapping[str, Any]) -> dict[str, Any]:
    services = {part["service"]: part for part in cases["by_service"]}
    return {
        "all": {"": _numbers(cases)},
        "services": {name: _numbers(part) for name, part in services.items()},
        "months": {str(_month(part["month"])): _numbers(part) for part in cases["by_month"]},
        "tertials": {
            str(_tertial(part["tertial"])): _numbers(part) for part in cases["by_tertial"]
        },
    }


def _numbers(part: Mapping[str, Any]) -> list[int | None]:
    outcomes = [part.get(outcome, 0) for outcome in ("on_time", "late", "open", "overdue")]
    return [*outcomes, *part["working_days"].values()]


def _month(named: str) -> int:
    """Return a month, ``2017-02``, by number from 1970 on."""
    year, month = named.split("-")
    return (int(year) - 1970) * 12 + int(month) - 1


def _tertial(named: str) -> int:
    """Return a third of a year, ``2017-T1``, by number from 1970 on."""
    year, third = named.split("-T")
    return (int(year) - 1970) * 3 + int(third) - 1


def check_shape(report: Path, plain: Path, recipe: Recipe) -> None:
    """Hold the report of a log in another shape against the plain one's, in all they share.

    Where units are others, sums by month are compared; where case types are, all but them.
    """
    units_alike = (recipe.units, recipe.order == "turns") == (Recipe(0).units, False)
    answers = []
    for path in (report, plain):
        shaped = json.loads(path.read_text(encoding="utf-8"))
        clinics = shaped["clinics"]
        answer: dict[str, Any] = {"summary": shaped["summary"]["cases"]}
        if not units_alike:
            answer |= _by_month(clinics)
        else:
            answer |= {clinic["hsa_id"]: _counts(clinic["cases"]) for clinic in clinics}
        if units_alike and recipe.own_types:
            for clinic in clinics:
                del answer[clinic["hsa_id"]]["services"]
        answers.append(answer)
    agree(report.name, *answers)


def _by_month(clinics: Sequence[Mapping[str, Any]]) -> dict[str, Counter[str]]:
    """Return the outcomes of all clinics by month."""
    months: dict[str, Counter[str]] = defaultdict(Counter)
    for clinic in clinics:
        for part in clinic["cases"]["by_month"]:
            for outcome in ("on_time", "late", "open", "overdue"):
                months[part["month"]][outcome] += part.get(outcome, 0)
    return months


def check_case_list(theirs: Path, ours: Path) -> None:
    """Hold a contender's case list against basutbud's, row by row."""
    with theirs.open(encoding="utf-8") as stream, ours.open(encoding="utf-8-sig") as other:
        for row, own in zip(csv.DictReader(stream), csv.DictReader(other), strict=True):
            found = {LISTED.get(name, name): text for name, text in row.items()}
            agree(f"{theirs.name}, line {own['line']}", found, {name: own[name] for name in found})


def check_reports(scratch: Path, kind: str, rows: int) -> None:
    """Hold basutbud's two reports and its case list against each other and the rows written."""
    whole = our_answer(scratch / f"{kind}, list.json")
    agree("basutbud without a case list", our_answer(scratch / f"{kind}.json"), whole)
    with (scratch / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as stream:
        listed = sum(1 for _ in csv.reader(stream)) - 1
    found = {"rows": whole["rows"], "listed": listed}
    agree(kind, found, {"rows": rows, "listed": whole["late"] + whole["overdue"]})


def check_outcomes(report: Path, made: Mapping[str, int]) -> None:
    """Hold the outcomes in a report against those that the log was made with."""
    found = json.loads(report.read_text(encoding="utf-8"))["summary"]["cases"]
    agree(report.name, {outcome: found[outcome] for outcome in made}, made)


def agree(name: str, answer: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Stop where an answer is not the one expected, with some of what differs."""
    answers, expectations = flat(answer), flat(expected)
    places = sorted(answers.keys() | expectations.keys())
    differing = [place for place in places if answers.get(place) != expectations.get(place)]
    if differing:
        lines = [f"{one}: {answers.get(one)}, not {expectations.get(one)}" for one in differing]
        sys.exit("\n".join([f"{name} disagrees in {len(lines)} places:", *lines[:20]]))


def flat(answer: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return an answer's numbers by where they stand."""
    found: dict[str, Any] = {}
    for key, value in answer.items():
        inside = (
            flat(value, f"{prefix}{key} ") if isinstance(value, dict) else {prefix + key: value}
        )
        found.update(inside)
    return found
