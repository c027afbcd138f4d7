"""What hangs on a ruling: each alternative judged day by day, and as a rule file that says so."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import audits
import swedish_law
from basutbud.audit import Terms, audit_cases, audit_clinics
from basutbud.caselog import Dialect
from basutbud.model.report import Report
from basutbud.model.ruleset import RuleSet
from basutbud.model.ruling import RulingEffect
from basutbud.model.vocabulary import CaseOutcome, Provider
from basutbud.rulesetfile.loader import load_ruleset
from running import CLINIC, DAY, basutbud

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(files("basutbud.schemas").joinpath("report.json").read_bytes())
)
RULES = Path(__file__).parent.parent.parent / "rules"
RULE_ID = "reply-after-two-working-days"
PARAMS = {
    "eves-are-working-days": '{free_grounds: ["lag 1989:253"]}',
    "free-day-counts-as-next-working-day": "{received_on_free_day: next-working-day}",
    "five-per-cent-may-be-late": "{tolerated_late_share: 0.05}",
}
"""The packaged alternatives that a rule file can say too."""
UNITS = [f"SE2321000131-E00000000990{number}" for number in range(1, 6)]
HEADER = "id;enhet;typ;inkom;svar;slutsvar"
SPANS = [date(2015, 12, 20), date(2016, 3, 21), date(2016, 6, 20), date(2016, 12, 19)]
"""The first days of some weeks with eves and holidays."""


class Row(NamedTuple):
    """A row of a log: days alone, so that an hour cannot decide."""

    unit: str
    case_id: int
    received: date
    first: date | None
    final: date | None

    @property
    def line(self) -> str:
        """The row as it is written."""
        days = ("" if day is None else day.isoformat() for day in self[2:])
        return f"{self.case_id};{self.unit};Kontakta mig;{';'.join(days)}"


def rows(chance: random.Random) -> Iterator[Row]:
    """Yield cases of each unit around eves and holidays, some rows twice, few of them late."""
    for unit in UNITS:
        hurry = chance.choice([2, 3, 3, 5])
        for case_id in range(chance.randint(1, 40)):
            received = chance.choice(SPANS) + timedelta(days=chance.randint(0, 15))
            wait = swedish_law.due(received, chance.randint(1, hurry)) - received
            first = received + wait if chance.random() < 0.9 else None
            if first and chance.random() < 0.03:
                first = received - timedelta(days=1)
            final = first and first + timedelta(days=chance.choice([0, 0, 0, 1, 4]))
            row = Row(unit, case_id, received, first, final if chance.random() < 0.9 else None)
            yield row
            if first and chance.random() < 0.1:
                yield row._replace(first=first + timedelta(days=1))


def write_world(folder: Path, chance: random.Random, *, agreements: bool = True) -> list[Row]:
    """Write clinics and their log, and return its rows."""
    for number, unit in enumerate(UNITS):
        private = number % 2
        text = CLINIC.format(provider="private" if private else "region", intyg="active")
        text = text.replace("SE2321000131-E000000009901", unit)
        if private and agreements:
            text += "agreement: {supplier: X AB, applies_from: 2016-06-23}\n"
        if number == 4:
            text = text.replace("egenremiss: active", "egenremiss: inactive")
        (folder / f"c{number}.yaml").write_text(text, encoding="utf-8")
    found = [*rows(chance)]
    lines = [HEADER, *(row.line for row in found)]
    (folder / "log.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return found


def is_free(day: date, alternative: str) -> bool:
    """Tell whether a day is free, by the statutes and, but for one alternative, on eves too."""
    eve = (day.month, day.day) in {(12, 24), (12, 31)} or (
        day.month == 6 and day.weekday() == 4 and 19 <= day.day <= 25
    )
    if alternative == "eves-are-working-days" and eve:
        return day.weekday() > 4
    return not swedish_law.is_working_day(day)


def due(received: date, alternative: str) -> date:
    """Count two working days, one day at a time."""
    day = received
    if alternative == "free-day-counts-as-next-working-day":
        while is_free(day, alternative):
            day += timedelta(days=1)
    left = 2
    while left:
        day += timedelta(days=1)
        left -= not is_free(day, alternative)
    return day


def judged(found: list[Row], alternative: str, as_of: date) -> dict[str, Counter[str]]:
    """Judge rows one at a time, and return the outcomes of each unit's."""
    cases: dict[tuple[str, int, date], list[tuple[date | None, str]]] = {}
    for row in found:
        reply = row.final if alternative == "only-final-reply-counts" else row.first or row.final
        if reply is None:
            outcome = "overdue" if due(row.received, alternative) < as_of else "open"
        elif reply < row.received:
            outcome = "contradictory"
        else:
            outcome = "late" if reply > due(row.received, alternative) else "on_time"
        cases.setdefault((row.unit, row.case_id, row.received), []).append((reply, outcome))
    counts: dict[str, Counter[str]] = {}
    for (unit, *_), one in cases.items():
        one.sort(key=lambda r: (r[0] is None, r[1] == "contradictory", r[0] or date.max))
        counts.setdefault(unit, Counter())[one[0][1]] += 1
        counts[unit]["superseded"] += len(one) - 1
    return counts


def audit(folder: Path, terms: Terms) -> Report:
    """Audit a folder."""
    return audit_clinics(audits.gathered_in(folder), terms)


def effects(report: Report) -> dict[str, RulingEffect]:
    """Return the effects by their alternatives."""
    assert report.rulings is not None
    return {one.alternative.id: one for one in report.rulings}


@settings(max_examples=6)
@given(
    chance=st.randoms(use_true_random=False),
    as_of=st.sampled_from([date(2016, 6, 28), date(2016, 12, 29), date(2017, 6, 30)]),
)
def test_each_case_is_judged_as_day_by_day(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, as_of: date
) -> None:
    """By each alternative, every clinic's cases come out as plain Python counts them."""
    folder = tmp_path_factory.mktemp("world")
    found = write_world(folder, chance)
    by_alternative = effects(audit(folder, audits.terms(as_of, rulings=True)))
    assert len(by_alternative) == 4
    for name, effect in by_alternative.items():
        expected = judged(found, name, as_of)
        assert len(effect.clinics) == len(UNITS)
        for one in effect.clinics:
            tally = one.would_be.cases
            assert tally is not None
            counts = {outcome: tally[outcome] for outcome in CaseOutcome if tally[outcome]}
            assert counts == +expected[one.clinic.shown_id]


def changed(folder: Path, alternative: str) -> RuleSet:
    """Return the packaged rule set as a file whose rule is the alternative itself."""
    text = (RULES / "vgr-hs-20-2016.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("    alternatives:\n")
    key = PARAMS[alternative].strip("{}").partition(":")[0]
    lines = [
        f"      {PARAMS[alternative].strip('{}')}" if line.strip().startswith(f"{key}:") else line
        for line in head.split("\n")
    ]
    _, _, later = rest.partition("\n\n")
    path = folder / f"{alternative}.yaml"
    path.write_text("\n".join(lines) + later, encoding="utf-8")
    (folder / "calendars").mkdir(exist_ok=True)
    calendar = (RULES / "calendars" / "se.csv").read_bytes()
    (folder / "calendars" / "se.csv").write_bytes(calendar)
    return load_ruleset(str(path))


@pytest.fixture(scope="module")
def rule_files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, RuleSet]:
    """Return each alternative that a rule file can say, as one."""
    folder = tmp_path_factory.mktemp("rules")
    return {name: changed(folder, name) for name in PARAMS}


ASKED: list[dict[str, Any]] = [
    {},
    {"as_of": date(2016, 6, 28)},
    {"as_of": date(2016, 6, 20), "as_if_in_force": True, "provider": Provider.PRIVATE},
    {"period": (date(2016, 3, 25), date(2016, 12, 26))},
]


@pytest.mark.parametrize("asked", ASKED, ids="-".join)
def test_an_alternative_is_a_rule_file_that_says_so(
    tmp_path: Path, rule_files: Mapping[str, RuleSet], asked: dict[str, Any]
) -> None:
    """Its verdicts, outcomes and counts are those of an audit by such a file."""
    write_world(tmp_path, random.Random(1))  # noqa: S311 - no secret is made of it
    terms = audits.terms(**asked)
    with_rulings = audit(tmp_path, audits.terms(rulings=True, **asked))
    plain = audit(tmp_path, terms)
    assert replace(with_rulings, rulings=None, mandate=plain.mandate) == replace(
        plain, statistics=with_rulings.statistics
    )
    by_alternative = effects(with_rulings)
    for name, ruleset in rule_files.items():
        other = audit(tmp_path, replace(terms, ruleset=ruleset, rules=ruleset.rules))
        assert would_be(by_alternative[name]) == standings(other)
    final = replace(terms, dialect=Dialect({"first_reply": ["slutsvar"]}))
    effect = by_alternative["only-final-reply-counts"]
    assert would_be(effect) == standings(audit(tmp_path, final))


def standings(report: Report) -> dict[str, tuple[object, ...]]:
    """Return each clinic's verdict, its outcome of the reply-time rule, and its cases."""
    return {
        clinic.shown_id: (
            verdict,
            next(one.outcome for one in clinic.results if one.rule.limit),
            clinic.cases.total.counts if clinic.cases else None,
        )
        for clinic, verdict in zip(report.clinics, report.verdicts, strict=True)
    }


def would_be(effect: RulingEffect) -> dict[str, tuple[object, ...]]:
    """Return the same by an alternative."""
    return {
        one.clinic.shown_id: (
            one.would_be.verdict,
            one.would_be.outcome,
            one.would_be.cases.counts if one.would_be.cases else None,
        )
        for one in effect.clinics
    }


def in_json(folder: Path, *options: str) -> dict[str, Any]:
    """Run ``audit`` in a folder, and return its report, which follows the schema."""
    done = basutbud("audit", ".", *DAY, *options, "-o", "json", cwd=folder)
    report: dict[str, Any] = json.loads(done.stdout)
    assert list(SCHEMA.iter_errors(report)) == []
    return {**report, "exit_code": done.returncode}


def test_json_has_it_where_it_is_asked_for(tmp_path: Path) -> None:
    """It changes no exit code and nothing else, and the report can be verified."""
    write_world(tmp_path, random.Random(1))  # noqa: S311 - no secret is made of it
    plain, asked = in_json(tmp_path), in_json(tmp_path, "--rulings")
    assert asked["terms"].pop("rulings") is True
    assert len(asked.pop("rulings")) == 4
    assert asked == plain
    basutbud("audit", ".", *DAY, "--rulings", "-o", "json=r.json", cwd=tmp_path)
    assert basutbud("verify", "r.json", cwd=tmp_path).returncode == 0
    assert in_json(tmp_path, "--rulings", "--ignore", RULE_ID)["rulings"] == []


def write_eve(folder: Path) -> None:
    """Write a clinic's log: one late case of 22, and one more if the eves were working days."""
    text = CLINIC.format(provider="region", intyg="active")
    (folder / "c.yaml").write_text(text, encoding="utf-8")
    unit = "SE2321000131-E000000009901"
    days = [("2017-03-01", "2017-03-02")] * 20
    days += [("2017-03-01", "2017-03-06"), ("2017-06-22", "2017-06-27")]
    lines = [f"{n};{unit};Kontakta mig;{one};{two}" for n, (one, two) in enumerate(days)]
    log = "\n".join([HEADER.removesuffix(";slutsvar"), *lines, ""])
    (folder / "log.csv").write_text(log, encoding="utf-8")


WAIVER = f"""\
waivers:
  - id: W-1
    rule: {RULE_ID}
    clinic: SE2321000131-E000000009901
    reason: Bemanningen är löst från hösten
    approved_by: Avtalschef
    granted: 2017-01-15
    expires: 2017-12-31
    ceiling: {{late_share: 0.05}}
"""


@pytest.mark.parametrize(
    ("options", "ruled"),
    [((), "violation"), (("--waivers", "w"), "waived"), (("--baseline", "b.json"), "baselined")],
)
def test_what_excuses_a_breach_excuses_it_no_further(
    tmp_path: Path, options: tuple[str, ...], ruled: str
) -> None:
    """A ceiling, and what a baseline knows, hold by an alternative as they do as ruled."""
    write_eve(tmp_path)
    (tmp_path / "w").write_text(WAIVER, encoding="utf-8")
    basutbud("audit", ".", *DAY, "-o", "json=b.json", cwd=tmp_path)
    report = in_json(tmp_path, "--rulings", *options)
    eves, next_day, final, tolerated = report["rulings"]
    (result,) = [one for one in report["clinics"][0]["results"] if one["rule"] == RULE_ID]
    assert result["outcome"] == ruled
    assert [one["would_be_outcome"] for one in eves["clinics"]] == ["violation"] * (
        ruled != "violation"
    )
    assert eves["cases"]["would_be"]["late"] == 2
    assert next_day["clinics"] == []
    assert (final["clinics_judged"], final["clinics_unjudged"]) == (0, 1)
    (turning,) = tolerated["clinics"]
    assert (turning["outcome"], turning["would_be_outcome"]) == (ruled, "compliant")


def test_a_clinic_is_judged_by_final_replies_only_where_all_its_logs_have_them(
    tmp_path: Path,
) -> None:
    """One without the column in one of its logs is left unjudged, with and without its file."""
    write_world(tmp_path, random.Random(1))  # noqa: S311 - no secret is made of it
    line = f"1;{UNITS[0]};Kontakta mig;2017-03-01;2017-03-02"
    (tmp_path / "more.csv").write_text(f"id;enhet;typ;inkom;svar\n{line}\n", encoding="utf-8")
    terms = audits.terms(rulings=True)
    for report in (audit(tmp_path, terms), audit_cases(audits.gathered_in(tmp_path), terms)):
        effect = effects(report)["only-final-reply-counts"]
        assert sorted(one.clinic.shown_id for one in effect.clinics) == UNITS[1:]
        assert effect.unjudged == 1


def test_the_page_of_one_clinic_has_its_rulings_alone(tmp_path: Path) -> None:
    """What is sent to a clinic names no other, nor how many there are."""
    write_world(tmp_path, random.Random(1))  # noqa: S311 - no secret is made of it
    report = audit(tmp_path, audits.terms(rulings=True))
    for clinic in report.clinics:
        for effect in report.only(clinic).rulings or ():
            assert [one.clinic for one in effect.clinics] == [clinic]
            assert effect.unjudged == 0


SAID = {
    "sv": (
        "Vad som hänger på ett avgörande",
        "Utslaget hänger på avgörandet: ✗ avvikelse → ✓ uppfyllt.",
        "Utslaget hänger inte på avgörandet. Sena och obesvarade ärenden: 1 → 2.",
        "Kan inte prövas: loggarna har inte alla en läsbar kolumn för slutsvar.",
    ),
    "en": (
        "What hangs on a ruling",
        "The verdict hangs on this ruling: ✗ violation → ✓ compliant.",
        "The verdict does not hang on this ruling. Late and unanswered cases: 1 → 2.",
        "Cannot be compared: not all logs have a readable column for final replies.",
    ),
}


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("output", ["text", "html"])
def test_people_read_whose_verdict_turns_and_which_way(
    tmp_path: Path, output: str, lang: str
) -> None:
    """In the terminal and on the page, with the ground of each alternative, where it is asked."""
    write_eve(tmp_path)
    options = (".", *DAY, "--lang", lang, "-o", output)
    plain = basutbud("audit", *options, cwd=tmp_path, COLUMNS="140").stdout.decode()
    asked = basutbud("audit", *options, "--rulings", cwd=tmp_path, COLUMNS="140").stdout.decode()
    assert SAID[lang][0] not in plain
    message = " ".join(asked.replace("\N{NO-BREAK SPACE}", " ").split())
    for sentence in SAID[lang]:
        assert sentence in message
    assert message.count("Grund:" if lang == "sv" else "Ground:") == 4


def test_how_many_verdicts_turn_is_counted_each_way(tmp_path: Path) -> None:
    """Of several clinics, with a line for each whose verdict or outcome would be another."""
    write_world(tmp_path, random.Random(1))  # noqa: S311 - no secret is made of it
    report = in_json(tmp_path, "--rulings")
    done = basutbud("audit", ".", *DAY, "--rulings", cwd=tmp_path, COLUMNS="140")
    section = done.stdout.decode().partition(SAID["sv"][0])[2].partition("Avstämning")[0]
    changed = [one["verdicts_changed"] for one in report["rulings"]]
    assert sum(changed)
    for one in report["rulings"]:
        turning = one["clinics"]
        verdicts = [clinic for clinic in turning if clinic["verdict"] != clinic["would_be"]]
        assert one["verdicts_changed"] == len(verdicts)
        assert one["outcomes_changed"] == len(turning) - len(verdicts)
        said = f"{len(verdicts)} av 5 utslag hänger på avgörandet" if verdicts else "Inget av 5"
        assert said in section.partition(one["title"])[2].partition("Grund:")[0]


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (("-o", "csv=r.csv"), False),
        (("-q",), False),
        (("-o", "csv=r.csv", "-o", "json=r.json"), True),
        (("-o", "csv", "--split-by", "clinic", "pages"), True),
        ((), True),
    ],
)
def test_a_run_that_shows_it_nowhere_says_so(
    tmp_path: Path, options: tuple[str, ...], shown: bool
) -> None:
    """An option that changes nothing to be seen is not passed over in silence."""
    write_eve(tmp_path)
    done = basutbud("audit", ".", *DAY, "--rulings", *options, cwd=tmp_path)
    assert (b"--rulings" not in done.stderr) is shown


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--ignore", RULE_ID), "Ingen av reglerna"), ((), "inga ärenden har bedömts")],
)
def test_where_nothing_can_hang_on_a_ruling_the_report_says_why(
    folder: Path, options: tuple[str, ...], said: str
) -> None:
    """No rule applied has alternatives, or no log was given."""
    done = basutbud("audit", ".", *DAY, "--rulings", *options, cwd=folder)
    assert said in done.stdout.decode()


def test_a_rule_is_explained_with_its_alternatives(tmp_path: Path) -> None:
    """Each with what it changes, and its ground."""
    message = basutbud("explain", "svarstid", cwd=tmp_path).stdout.decode()
    message = " ".join(message.split())
    for params in ("free_grounds: [lag 1989:253]", "reply: final", "tolerated_late_share: 0.05"):
        assert f"({params}). Grund: " in message
