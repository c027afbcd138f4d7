"""Reads a JSON report into validated data. Messages never repeat its contents."""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import orjson

from basutbud.errors import Location, Problem, UsageError, Value, os_problem
from basutbud.model.mandate import Command, Mandate
from basutbud.model.overtime.measure import Measure
from basutbud.model.vocabulary import FailOn, Outcome, Provider
from basutbud.safetext import safe_text

_VERSION: Final = re.compile(r"\d{1,4}(\.\d{1,4}){0,2}")
"""The version of a schema, today's or a later one."""
_WITHOUT_FINDING: Final = (Outcome.COMPLIANT, Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED)
"""The outcomes of a rule that need no finding."""


@dataclass(frozen=True)
class SavedReport:
    """A report read from its file. ``data`` is valid by the report's schema, and consistent.

    ``path`` is fit to print; ``sha256`` is the file's.
    """

    path: str
    sha256: str
    data: Mapping[str, Any]

    @cached_property
    def as_of(self) -> date:
        """The day that the report is as of."""
        return date.fromisoformat(self.data["as_of"])

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """The digest of each rule applied, by its id."""
        return {rule["id"]: rule["sha256"] for rule in self.data["ruleset"]["rules"]}

    @cached_property
    def mandate(self) -> Mandate:
        """The options of the audit, so that it can be repeated."""
        terms = dict(self.data["terms"])
        first, last = (terms["period"][name] for name in ("from", "to"))
        provider = terms["provider"]
        terms |= {
            "rulings": "rulings" in terms,
            "as_of": date.fromisoformat(terms["as_of"]),
            "command": Command(terms["command"]),
            "fail_on": FailOn(terms["fail_on"]),
            "provider": None if provider is None else Provider(provider),
            "period": (_day(first), _day(last)),
        }
        given: dict[str, Any] = {}
        for one in fields(Mandate):
            value = terms[one.name]
            given[one.name] = tuple(value) if isinstance(value, list) else value
        return Mandate(**given)


def read_report(path: Path, shown: str = "") -> SavedReport:
    """Read a JSON report; ``shown`` is its path as errors have it. Raise UsageError."""
    shown = shown or safe_text(path.as_posix())
    data, sha256 = read_own_json(path, shown)
    return check_report(data, sha256, shown)


def check_report(data: Mapping[str, Any], sha256: str, shown: str) -> SavedReport:
    """Return the data of a file as a report. Raise UsageError if it is no valid one."""
    require_valid(data, "report.json", shown)
    saved = SavedReport(shown, sha256, data)
    _require_consistent(saved)
    return saved


def read_own_json(path: Path, shown: str) -> tuple[Mapping[str, Any], str]:
    """Return the data and the SHA-256 of a JSON file that this version of basutbud can read.

    Raise UsageError for any other file.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(Problem(os_problem(error), Location(shown))) from None
    try:
        data = orjson.loads(raw.removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError as error:
        location = Location(shown, error.lineno, error.colno)
        raise UsageError(Problem("report_not_json", location)) from None
    tool = data.get("tool") if isinstance(data, dict) else None
    if not isinstance(tool, dict) or tool.get("name") != "basutbud":
        raise UsageError(Problem("report_foreign", Location(shown)))
    _require_version(data, shown)
    return data, hashlib.sha256(raw).hexdigest()


def require_valid(data: Mapping[str, Any], schema: str, shown: str) -> None:
    """Refuse data that breaks the schema of this name; the message names the first fault."""
    validator = _validator(schema)
    if validator.is_valid(data):
        return
    error = next(validator.iter_errors(data))
    pointer = "".join(f"/{part}" for part in error.instance_path)
    raise _faulty(shown, pointer)


def measure_of(finding: Mapping[str, Any]) -> Measure | None:
    """Return the measure of a report's finding or a baseline's entry, if it has one."""
    measure = finding.get("measure")
    return measure and Measure(measure["judged"], measure["late"], measure["overdue"])


@cache
def _validator(schema: str) -> Any:
    import jsonschema_rs

    shipped = orjson.loads(files("basutbud.schemas").joinpath(schema).read_bytes())
    return jsonschema_rs.Draft202012Validator(shipped, validate_formats=True)


def _require_version(data: Mapping[str, Any], shown: str) -> None:
    current = schema_version()
    version = data.get("schema_version")
    if version == current:
        return
    shown_version = version if isinstance(version, str) and _VERSION.fullmatch(version) else "?"
    values: dict[str, Value] = {"version": shown_version, "current": current}
    raise UsageError(Problem("report_version", Location(shown), values))


@cache
def schema_version() -> str:
    """Return the version of the schemas of reports and baselines."""
    shipped = orjson.loads(files("basutbud.schemas").joinpath("report.json").read_bytes())
    return str(shipped["properties"]["schema_version"]["const"])


def _require_consistent(saved: SavedReport) -> None:
    """Refuse what no audit writes though the schema allows it."""
    data = saved.data
    if data["terms"]["as_of"] != data["as_of"]:
        raise _faulty(saved.path, "/terms/as_of")
    require_sound(data["findings"], saved.rules, saved.path, "/findings")
    pointer = next(_contradictions(data), None)
    if pointer is not None:
        raise _faulty(saved.path, pointer)


def _contradictions(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the pointers of results and findings that do not belong together, and wrong totals.

    A rule's result at a clinic is the worst of its findings there, or nothing was found.
    """
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    worst: dict[tuple[str, str], int] = {}
    for finding in data["findings"]:
        found[finding["hsa_id"], finding["rule"]].add(finding["outcome"])
    for number, clinic in enumerate(data["clinics"]):
        for place, result in enumerate(clinic["results"]):
            key, outcome = (clinic["hsa_id"], result["rule"]), Outcome(result["outcome"])
            worst[key] = min(outcome.badness, worst.get(key, outcome.badness))
            if outcome not in _WITHOUT_FINDING and outcome not in found.get(key, ()):
                yield f"/clinics/{number}/results/{place}/outcome"
    for number, finding in enumerate(data["findings"]):
        badness = worst.get((finding["hsa_id"], finding["rule"]))
        if badness is None:
            yield f"/findings/{number}/hsa_id"
        elif badness > Outcome(finding["outcome"]).badness:
            yield f"/findings/{number}/outcome"
    summary, compliance = data["summary"], data["summary"]["compliance"]
    if not summary["clinics"] == compliance["clinics"] == len(data["clinics"]):
        yield "/summary/clinics"
    rising = [compliance[one] for one in ("alone", "with_waivers", "with_baseline", "clinics")]
    if rising != sorted(rising):
        yield "/summary/compliance"


def require_sound(
    findings: Sequence[Mapping[str, Any]], rules: Container[str], shown: str, pointer: str
) -> None:
    """Refuse findings of rules that were not applied, or with more late cases than cases."""
    for number, finding in enumerate(findings):
        if finding["rule"] not in rules:
            raise _faulty(shown, f"{pointer}/{number}/rule")
        measure = measure_of(finding)
        if measure is not None and not 0 < measure.not_in_time <= measure.decided:
            raise _faulty(shown, f"{pointer}/{number}/measure")


def _faulty(shown: str, pointer: str) -> UsageError:
    """Say that a report has been changed by hand, and where."""
    where = Location(shown, pointer=pointer)
    return UsageError(Problem("report_faulty", where, {"where": safe_text(pointer) or "/"}))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
