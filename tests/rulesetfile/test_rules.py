"""Every rule of the decision against its fixtures: ``rules/<rule-id>/{pass,fail}-<why>.yaml``.

A clinic file may have a case log of the same name beside it. Comments at its head say
``# as-of: 2016-12-31`` and ``# outcome: upcoming`` where these differ from the usual. The line
where a finding is expected ends with ``# <- finding``; in a log the column ``mark`` holds
``<- finding`` for the case that a finding points to, and ``<- case`` for others it counts.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from basutbud.audit import Terms, audit_clinics
from basutbud.model.mandate import Mandate
from basutbud.model.ruleset import InForce
from basutbud.model.vocabulary import Outcome, Severity
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.sources.gathering import ClinicFile, Gathered

if TYPE_CHECKING:
    from basutbud.model.report import Report
    from basutbud.model.ruleset import Rule

RULESET: Final = load_ruleset("vgr-hs-20-2016")
RULES: Final = {rule.id: rule for rule in RULESET.rules}
FOLDER: Final = Path(__file__).parent / "rules"
USUAL_DAY: Final = date(2018, 6, 30)

# Copied from the decision, not from the rule set: the two are held against each other.
MANDATORY: Final = [
    "Beställa tid",
    "Av/omboka tid",
    "Förnya recept",
    "Kontakta mig",
    "Skicka meddelande",
    "Egenremiss",
    "Fråga om min remiss",
    "Begära intyg",
]
RECOMMENDED: Final = [
    "Rådgivning",
    "Förnya hjälpmedel",
    "Hjälp oss att bli bättre",
    "Vill du ha råd och stöd att ändra levnadsvanor",
    "Kontaktformulär med specialistfunktioner",
    "Frågor om olika undersökningar",
    "Fristående tidbok",
    "Webbtidbokning",
]
NEW_YEAR: Final = date(2017, 1, 1)
FROM_2017: Final = InForce(region=NEW_YEAR, private=NEW_YEAR, from_agreement=True)
FROM_DECISION: Final = InForce(region=date(2016, 1, 28), private=NEW_YEAR, from_agreement=True)

BROKEN: Final = {
    Severity.ERROR: Outcome.VIOLATION,
    Severity.WARNING: Outcome.WARNING,
    Severity.NOTE: Outcome.ADVICE,
}

Line = tuple[str, int]
"""A file's name and a line in it."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A clinic file, and what the rule that its folder is named after should make of it."""

    path: Path

    @property
    def rule(self) -> Rule:
        """The rule it is about."""
        return RULES[self.path.parent.name]

    @property
    def log(self) -> Path | None:
        """The case log beside it, if there is one."""
        log = self.path.with_suffix(".csv")
        return log if log.exists() else None

    @property
    def as_of(self) -> date:
        """The day it is audited."""
        stated = self._stated("as-of")
        return date.fromisoformat(stated) if stated else USUAL_DAY

    @property
    def outcome(self) -> Outcome:
        """The rule's outcome: as stated, or the one that its name stands for."""
        if stated := self._stated("outcome"):
            return Outcome(stated)
        if self.path.name.startswith("pass-"):
            return Outcome.COMPLIANT
        return BROKEN[self.rule.severity]

    @property
    def findings(self) -> list[Line]:
        """The lines, in the file and its log, where findings are expected."""
        lines = self.path.read_text("utf-8").splitlines()
        marked = [
            (self.path.name, number)
            for number, line in enumerate(lines, start=1)
            if line.endswith("# <- finding")
        ]
        return sorted(marked + self._marked_in_log("<- finding"))

    @property
    def cases(self) -> list[Line]:
        """The lines of the log whose cases findings are expected to list."""
        return sorted(self._marked_in_log("<- finding") + self._marked_in_log("<- case"))

    def audit(self) -> Report:
        """Audit the clinic by its rule alone."""
        path, log = self.path, self.log
        gathered = Gathered(
            clinics=(ClinicFile(path.parent, path.stem, path.name, path.read_bytes()),),
            logs=((log, log.name),) if log else (),
            base=path.parent,
        )
        return audit_clinics(
            gathered, Terms(RULESET, (self.rule,), Mandate(self.as_of, RULESET.id), "0")
        )

    def _stated(self, key: str) -> str | None:
        found = re.search(rf"^# {key}: (\S+)$", self.path.read_text("utf-8"), re.MULTILINE)
        return found[1] if found else None

    def _marked_in_log(self, mark: str) -> list[Line]:
        if self.log is None:
            return []
        with self.log.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            return [(self.log.name, rows.line_num) for row in rows if row["mark"] == mark]


FIXTURES: Final = [Fixture(path) for path in sorted(FOLDER.glob("*/*.yaml"))]


def _name(fixture: Fixture) -> str:
    return f"{fixture.path.parent.name}/{fixture.path.stem}"


@pytest.mark.parametrize("fixture", FIXTURES, ids=_name)
def test_rule_judges_fixture(fixture: Fixture) -> None:
    """A rule gives a clinic the outcome stated, with findings on the marked lines alone."""
    report = fixture.audit()

    assert (report.rejections, report.statistics.rejections) == ((), ())
    [clinic] = report.clinics
    assert [(result.rule.id, result.outcome) for result in clinic.results] == [
        (fixture.rule.id, fixture.outcome)
    ]
    places = [(finding.location.path, finding.location.line or 0) for finding in clinic.findings]
    assert sorted(places) == fixture.findings
    listed = [(case.path, case.line) for finding in clinic.findings for case in finding.cases]
    assert sorted(listed) == fixture.cases


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("verdict", ["pass", "fail"])
def test_rule_has_fixtures(rule: str, verdict: str) -> None:
    """Every rule has a clinic that passes it and one that fails it."""
    assert list((FOLDER / rule).glob(f"{verdict}-*.yaml"))


def test_fixture_folders_name_rules() -> None:
    """Every folder of fixtures is named after a rule of the rule set."""
    assert {folder.name for folder in FOLDER.iterdir()} <= set(RULES)


def test_fixture_files_are_used() -> None:
    """Every file is a fixture with a verdict in its name, or the case log of one."""
    used = {f.path for f in FIXTURES if re.match("(pass|fail)-", f.path.name)}
    used |= {f.log for f in FIXTURES if f.log}
    assert {path for path in FOLDER.rglob("*") if path.is_file()} == used


def test_fixtures_mark_what_their_names_say() -> None:
    """A failing fixture marks a line, a passing one none."""
    assert [_name(f) for f in FIXTURES if f.path.name.startswith("fail-") != bool(f.findings)] == []


@pytest.mark.parametrize(("names", "mandatory"), [(MANDATORY, True), (RECOMMENDED, False)])
def test_catalogue_follows_the_decision(names: list[str], *, mandatory: bool) -> None:
    """The catalogue has the decision's services and no others, in the decision's order."""
    services = [s for s in RULESET.services.values() if s.mandatory is mandatory]
    assert [service.name["sv"] for service in services] == names


@pytest.mark.parametrize("service", RULESET.services)
def test_service_has_its_rule(service: str) -> None:
    """Every service has a rule of its own: an obligation where mandatory, else advice."""
    rule = RULES[f"{service}-not-offered"]
    assert (rule.check, rule.params) == ("service", {"service": service, "expect": "offered"})
    expected = Severity.ERROR if RULESET.services[service].mandatory else Severity.NOTE
    assert rule.severity is expected


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_takes_force_as_ruled(rule: Rule) -> None:
    """Replies are due from the day of the decision, all else from 2017 or the agreement's day."""
    assert rule.in_force == (FROM_DECISION if rule.check == "reply-time" else FROM_2017)
