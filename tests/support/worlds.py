"""Reports to compare, small: made by hand, or by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from basutbud.comparing.side import Side
from basutbud.reportfile import SavedReport

CLINICS: Final = ("a", "b", "c")
RULES: Final = {
    "offered": "service",
    "outside": "service",
    "reply": "reply-time",
    "odd": "evidence",
}
SERVICES: Final = ("egenremiss", "begara-intyg")
FOUND: Final = ("violation", "upcoming", "waived", "baselined")
EXCUSES: Final = {
    "waived": {"waiver": {"id": "W-1", "otherwise": "violation"}},
    "baselined": {"baseline": {"otherwise": "violation"}},
}
WITHOUT: Final = ("compliant", "not_applicable", "undetermined")


@st.composite
def items(draw: st.DrawFn, clinic: str, rule: str) -> tuple[Any, list[Any]]:
    """Return a rule's result for a clinic, with its findings."""
    since = draw(st.sampled_from(["2016-01-28", "2017-01-01"]))
    found: list[dict[str, Any]] = []
    for item in draw(st.sets(st.sampled_from(SERVICES if rule == "outside" else ("",)))):
        late = draw(st.integers(1, 4))
        measure = {"judged": 4, "late": late - 1, "overdue": 1}
        standing = draw(st.sampled_from(FOUND))
        found.append(
            {
                "rule": rule,
                "severity": "error",
                "outcome": standing,
                "hsa_id": clinic,
                "service": item or None,
                "in_force_from": since,
                "early": False,
                "fingerprint": f"{clinic} {rule} {item}",
                "location": dict.fromkeys(("line", "column", "pointer", "record")) | {"path": ""},
                **({"measure": measure} if rule == "reply" else {}),
                **EXCUSES.get(standing, {}),
            }
        )
    outcome = found[0]["outcome"] if found else draw(st.sampled_from(WITHOUT))
    return {"rule": rule, "outcome": outcome, "in_force_from": since}, found


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """Return a report: some clinics, some rules, any outcomes."""
    as_of = draw(st.sampled_from(["2016-12-01", "2017-06-30"]))
    rules = draw(st.sets(st.sampled_from(sorted(RULES)), min_size=1))
    clinics, findings = [], []
    for clinic in sorted(draw(st.sets(st.sampled_from(CLINICS)))):
        results = []
        for rule in sorted(rules):
            result, found = draw(items(clinic, rule))
            results.append(result)
            findings += found
        clinics.append(
            {
                "hsa_id": clinic,
                "name": clinic.upper(),
                "provider": "region",
                "path": f"{clinic}.yaml",
                "verdict": draw(st.sampled_from(["violation", "incomplete"])),
                "results": results,
                "cases": {
                    "contradictory": draw(st.integers(0, 1)),
                    "rejected": draw(st.integers(0, 1)),
                },
            }
        )
    digest = st.sampled_from(["0", "0", "0", "1"])
    return report(
        clinics,
        findings,
        as_of=as_of,
        rules={rule: draw(digest) for rule in sorted(rules)},
        period=draw(st.sampled_from([{}, {}, {"from": "2017-01-01"}])),
        version=draw(digest),
        ruleset=draw(digest),
        inputs={f"{one}.yaml": draw(digest) for one in CLINICS},
        waivers=draw(st.sampled_from([[], [{"id": "W-1", "state": "x", "expires": "2017"}]])),
    )


def report(
    clinics: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]],
    *,
    as_of: str = "2017-06-30",
    rules: Mapping[str, str] = dict.fromkeys(RULES, "0"),
    inputs: Mapping[str, str] = {},
    **differing: Any,
) -> Side:
    """Return a report of these clinics; ``rules`` and ``inputs`` have digests."""
    terms = {
        "as_of": as_of,
        "command": "audit",
        "as_if_in_force": False,
        "period": differing.get("period", {}),
        "provider": differing.get("provider"),
        "select": differing.get("select", []),
        "ignore": [],
    }
    data = {
        "tool": {"version": differing.get("version", "0")},
        "as_of": as_of,
        "terms": terms,
        "ruleset": {
            "id": "r",
            "version": "1",
            "sha256": differing.get("ruleset", "0"),
            "rules": [
                {"id": rule, "check": RULES[rule], "sha256": sha256}
                for rule, sha256 in rules.items()
            ],
        },
        "calendar": {"free_days": [{"date": day} for day in differing.get("free_days", ())]},
        "inputs": [
            {
                "path": path,
                "kind": "clinic" if path.endswith(".yaml") else "case_log",
                "sha256": sha256,
                "status": "read",
            }
            for path, sha256 in inputs.items()
        ],
        "summary": {"cases": {"rejected": differing.get("rejected", 0)}},
        "clinics": clinics,
        "findings": findings,
        "waivers": differing.get("waivers", []),
    }
    return Side(SavedReport("r.json", "0" * 64, data))


def clinic(outcomes: Mapping[str, str], **differing: Any) -> dict[str, Any]:
    """Return clinic ``a`` with an outcome of each rule, the first of them about cases too."""
    return {
        "hsa_id": "a",
        "name": "A",
        "provider": "region",
        "path": "a.yaml",
        "verdict": "violation",
        "results": [
            {"rule": rule, "outcome": outcome, "in_force_from": "2016-01-28"}
            for rule, outcome in outcomes.items()
        ],
        "cases": {"contradictory": 0, "rejected": 0},
        **differing,
    }


def finding(rule: str, outcome: str = "violation", **differing: Any) -> dict[str, Any]:
    """Return a finding of clinic ``a``."""
    return {
        "rule": rule,
        "severity": "error",
        "outcome": outcome,
        "hsa_id": "a",
        "service": None,
        "in_force_from": "2016-01-28",
        "early": False,
        "fingerprint": f"a {rule}",
        "location": dict.fromkeys(("line", "column", "pointer", "record")) | {"path": ""},
        **EXCUSES.get(outcome, {}),
        **differing,
    }
