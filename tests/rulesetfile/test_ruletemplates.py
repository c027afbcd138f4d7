"""Rules by template and default: what each stands for, and where a mistake in one is found."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from basutbud.errors import PolicyError, Problem
from basutbud.model.ruleset import Rule, RuleSet
from basutbud.rulesetfile.loader import load_ruleset
from running import basutbud

if TYPE_CHECKING:
    from conftest import Golden

OTHER: Final = Path(__file__).parent / "other_region"
HEAD: Final = """\
id: prov-1-2020
version: "1"
title: {sv: Prov, en: Trial}
decision: {authority: Region Prov, date: 2020-01-01, reference: P 1, source: Påhittad}
calendar: {country: ML, file: calendar.csv}
unit_kinds: {bymottagning: {sv: Bymottagning, en: Village clinic}}
services:
  boka-prov:
    name: {sv: Boka prov, en: Book a test}
    obligation: mandatory
    attributes:
      hours: {type: integer, minimum: 1, maximum: 24}
      level: {enum: [basic, full]}
      sites: {type: array, items: {type: string}, maxItems: 3}
      topics: {type: array, uniqueItems: true, items: {enum: [mat, tobak]}}
      twice: {type: array, items: {enum: [mat, tobak]}}
  fraga-oss:
    name: {sv: Fråga oss, en: Ask us}
    obligation: mandatory
  lana-bok:
    name: {sv: Låna bok, en: Borrow a book}
    obligation: recommended
defaults:
  every_rule:
    in_force: {region: 2020-01-01, private: 2021-01-01}
    clause: {source: {sv: § 1, en: § 1}}
  mandatory:
    severity: error
  recommended:
    severity: note
    clause: {ruling: {sv: Ett råd., en: Advice.}}
rules:
"""
EACH: Final = """\
  - each_service: mandatory
    must_be: offered
    id: "no-{service_id}"
    title: {sv: "{service} saknas", en: "{service} is missing"}
    clause: {quote: "Erbjud {service}!"}
    message: {sv: "{service}: {declared}", en: "{service}: {declared}"}
    remedy: {sv: "Skriv `{service_id}: active`.", en: "Switch {service} on."}
"""
ONE: Final = """\
  - service: boka-prov
    when: active
    must_have: {topics: all}
    id: topics
    title: {sv: "{service} är ofullständig", en: "{service} is incomplete"}
    clause: {quote: Båda ämnena.}
    message: {sv: Ofullständig., en: Incomplete.}
    remedy: {sv: Komplettera., en: Complete it.}
"""
ADVICE: Final = EACH.replace("mandatory", "recommended")

LONG: Final = """\
  - id: long
    title: {sv: Lång, en: Long}
    check: service
    params: {service: lana-bok, expect: offered}
    clause: {quote: Utskriven.}
    severity: note
    message: {sv: Lång., en: Long.}
    remedy: {sv: Korta., en: Shorten.}
"""


def loaded(folder: Path, text: str) -> RuleSet:
    """Load a rule set of this text."""
    (folder / "calendar.csv").write_bytes((OTHER / "calendar.csv").read_bytes())
    path = folder / "rules.yaml"
    path.write_text(text, "utf-8")
    return load_ruleset(str(path))


def refused(folder: Path, text: str) -> list[Problem]:
    """Return what is wrong with a rule set of this text."""
    with pytest.raises(PolicyError) as caught:
        loaded(folder, text)
    return list(caught.value.problems)


def rule_of(ruleset: RuleSet, rule: str) -> Rule:
    """Return the rule with this id."""
    found = ruleset.rule(rule)
    assert found is not None
    return found


def in_full(rule: Rule) -> dict[str, Any]:
    """Return everything that a rule says, and its digest."""
    return {**asdict(rule), "digest": rule.digest}


def test_the_packaged_rules_are_those_once_written_one_by_one(golden: Golden) -> None:
    """Every text, day, parameter and digest of the decision's 25 rules, in their order."""
    rules = load_ruleset("vgr-hs-20-2016").rules
    lines = (json.dumps(in_full(rule), ensure_ascii=False, default=str) for rule in rules)
    golden("rules.jsonl", ("\n".join(lines) + "\n").encode())


def test_a_template_gives_each_of_its_services_a_rule(tmp_path: Path) -> None:
    """In the catalogue's order, and where the template stands among the others."""
    ruleset = loaded(tmp_path, HEAD + ADVICE + ONE + EACH)
    assert [rule.id for rule in ruleset.rules] == [
        "no-lana-bok",
        "topics",
        "no-boka-prov",
        "no-fraga-oss",
    ]
    rule = ruleset.rules[-1]
    assert (rule.check, dict(rule.params)) == (
        "service",
        {"service": "fraga-oss", "expect": "offered"},
    )


def test_placeholders_take_the_service_in_the_language_of_the_text(tmp_path: Path) -> None:
    """Of a quote in Swedish; a message is filled in when a finding is made."""
    rule = rule_of(loaded(tmp_path, HEAD + EACH), "no-fraga-oss")
    assert rule.title == {"sv": "Fråga oss saknas", "en": "Ask us is missing"}
    assert rule.clause.quote == "Erbjud Fråga oss!"
    assert rule.remedy == {"sv": "Skriv `fraga-oss: active`.", "en": "Switch Ask us on."}
    assert rule.message == {"sv": "{service}: {declared}", "en": "{service}: {declared}"}


def test_a_key_stands_before_what_is_inherited(tmp_path: Path) -> None:
    """An override before the rule's own, that before defaults; in a clause key by key."""
    own = EACH + (
        "    in_force: {region: 2022-02-02, private: 2022-02-02}\n"
        "    overrides:\n"
        "      fraga-oss: {severity: warning, clause: {quote: Svara!}}\n"
    )
    ruleset = loaded(tmp_path, HEAD + own + ADVICE)
    first, second, advice = ruleset.rules
    assert [rule.severity for rule in ruleset.rules] == ["error", "warning", "note"]
    assert (first.clause.quote, second.clause.quote) == ("Erbjud Boka prov!", "Svara!")
    assert {rule.clause.source["sv"] for rule in ruleset.rules} == {"§ 1"}
    assert (second.clause.ruling, advice.clause.ruling) == (
        None,
        {"sv": "Ett råd.", "en": "Advice."},
    )
    assert [str(rule.in_force.region) for rule in ruleset.rules] == [
        "2022-02-02",
        "2022-02-02",
        "2020-01-01",
    ]


DEMANDS = [
    # what must be had, and the schema that it stands for
    ("{topics: all}", {"topics": {"minItems": 2}}),
    ("{topics: any}", {"topics": {"minItems": 1}}),
    ("{sites: {at_least: 3}}", {"sites": {"minItems": 3}}),
    ("{twice: {at_least: 3}}", {"twice": {"minItems": 3}}),
    ("{hours: {at_least: 8}}", {"hours": {"minimum": 8}}),
    ("{hours: 24}", {"hours": {"const": 24}}),
    ("{level: full, hours: 8}", {"level": {"const": "full"}, "hours": {"const": 8}}),
]


@pytest.mark.parametrize(("demand", "schema"), DEMANDS)
def test_a_demand_is_a_schema(tmp_path: Path, demand: str, schema: dict[str, Any]) -> None:
    """What a service must have, in words, is what the schema check holds its declaration to."""
    ruleset = loaded(tmp_path, HEAD + ONE.replace("{topics: all}", demand))
    assert rule_of(ruleset, "topics").params == {
        "select": "/services/boka-prov",
        "when": {"properties": {"status": {"const": "active"}}},
        "schema": {"required": [*schema], "properties": schema},
    }


def test_a_demand_may_be_made_whatever_the_status(tmp_path: Path) -> None:
    """Without a condition a service that is not active must have it too."""
    ruleset = loaded(tmp_path, HEAD + ONE.replace("    when: active\n", ""))
    assert set(rule_of(ruleset, "topics").params) == {"select", "schema"}


MISTAKES = [
    # a rule, what is changed in it to what, the problem, and the line of the rule where it stands
    (EACH, "each_service: mandatory", "each_service: mandatry", "not_allowed", 1),
    (EACH, "must_be: offered", "must_be: ofered", "not_allowed", 2),
    (EACH, "    must_be: offered\n", "", "missing_key", 1),
    (EACH, "no-{service_id}", "no-service", "form_template_id", 3),
    (EACH, "no-{service_id}", "no-{service}", "form_template_id", 3),
    (EACH, '"{service} saknas"', '"{servise} saknas"', "unknown_placeholder", 4),
    (EACH, '"{service} saknas"', '"{service!r} saknas"', "unknown_placeholder", 4),
    (EACH, "Erbjud {service}", "Erbjud {declared}", "unknown_placeholder", 5),
    (EACH, "{service}: {declared}", "{service_id}", "unknown_placeholder", 6),
    (EACH, "clause: {quote", "clause: {quotes", "unknown_key", 5),
    (EACH, "    remedy:", "    remedi:", "unknown_key", 7),
    (LONG, "    check:", "    when: active\n    check:", "form_mixed", 3),
    (LONG, "    check:", "    service: all\n    check:", "form_mixed", 3),
    (LONG, "service: lana-bok", "service: all", "not_for_all", 4),
    (EACH, "    remedy:", "    service: fraga-oss\n    remedy:", "form_mixed", 7),
    (EACH, "    remedy:", "    when: active\n    remedy:", "form_mixed", 7),
    (
        EACH,
        "    remedy:",
        "    overrides: {fraga-osss: {severity: note}}\n    remedy:",
        "unknown_service",
        7,
    ),
    (
        EACH,
        "    remedy:",
        "    overrides: {lana-bok: {severity: note}}\n    remedy:",
        "idle_override",
        7,
    ),
    (
        EACH,
        "    remedy:",
        "    overrides: {fraga-oss: {severity: no}}\n    remedy:",
        "not_allowed",
        7,
    ),
    (EACH, "    remedy:", "    severity: fatal\n    remedy:", "not_allowed", 7),
    (
        ONE,
        "service: boka-prov\n    when: active\n    must_have: {topics: all}\n    id: topics",
        'each_service: mandatory\n    must_have: {topics: all}\n    id: "{service_id}"',
        "unknown_attribute",
        2,
    ),
    (ONE, "service: boka-prov", "service: boka-prof", "unknown_service", 1),
    (ONE, "service: boka-prov", "service: all", "not_for_all", 1),
    (ONE, "when: active", "when: activ", "not_allowed", 2),
    (ONE, "topics: all", "topic: all", "unknown_attribute", 3),
    (ONE, "topics: all", "topics: {at_least: 3}", "impossible_demand", 3),
    (ONE, "topics: all", "topics: {at_least: 0}", "impossible_demand", 3),
    (ONE, "topics: all", "topics: some", "impossible_demand", 3),
    (ONE, "topics: all", "sites: all", "impossible_demand", 3),
    (ONE, "topics: all", "sites: {at_least: 4}", "impossible_demand", 3),
    (ONE, "topics: all", "twice: all", "impossible_demand", 3),
    (ONE, "topics: all", "hours: 25", "impossible_demand", 3),
    (ONE, "topics: all", "hours: {at_least: 25}", "impossible_demand", 3),
    (ONE, "topics: all", "hours: any", "impossible_demand", 3),
    (ONE, "topics: all", "level: {at_least: 2}", "impossible_demand", 3),
    (ONE, "topics: all", "level: none", "impossible_demand", 3),
    (ONE, "must_have: {topics: all}", "must_have: {}", "schema_minProperties", 3),
    (ONE, "must_have: {topics: all}", "must_be: offered", "form_mixed", 2),
    (ONE, "    id: topics\n", "", "missing_key", 1),
    (
        ONE,
        "    clause: {quote: Båda ämnena.}\n",
        "    clause: {ruling: {sv: a, en: b}}\n",
        "missing_key",
        6,
    ),
]


@pytest.mark.parametrize(("rule", "old", "new", "code", "line"), MISTAKES)
def test_a_mistake_in_a_short_form_is_found_on_its_line(
    tmp_path: Path, rule: str, old: str, new: str, code: str, line: int
) -> None:
    """Once, however many rules the template stands for."""
    assert old in rule
    problems = refused(tmp_path, HEAD + rule.replace(old, new, 1))
    assert [(one.code, one.location.line) for one in problems] == [(code, HEAD.count("\n") + line)]
    assert problems[0].location.column


def test_a_mistake_in_a_default_is_told_once(tmp_path: Path) -> None:
    """On its own line, not once for each rule that inherits it; nor as a key that they all miss."""
    for wrong, code in (("severity: eror", "not_allowed"), ("severety: error", "unknown_key")):
        [problem] = refused(tmp_path, HEAD.replace("severity: error", wrong) + EACH + ONE)
        line = HEAD[: HEAD.index("severity: error")].count("\n") + 1
        assert (problem.code, problem.location.line) == (code, line)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    params: {service: lana-bok, expect: offered}\n", "", "missing_key"),
        ("    check: service\n", "", "missing_key"),
        ("id: long", "id: [long]", "type_string"),
        ("id: long", "id: Long!", "form_id"),
        ("check: service", "check: [service]", "not_allowed"),
        ("check: service", "check: services", "not_allowed"),
    ],
)
def test_a_mistake_after_a_template_is_that_of_its_own_rule(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    """Though the template before it stands for two."""
    [problem] = refused(tmp_path, HEAD + EACH + LONG.replace(old, new) + ADVICE)
    assert problem.code == code
    assert (problem.location.line or 0) > (HEAD + EACH).count("\n")


def test_a_template_for_no_service_is_refused(tmp_path: Path) -> None:
    """It would stand for no rule at all, unseen."""
    services = HEAD.replace("obligation: recommended", "obligation: mandatory")
    [problem] = refused(tmp_path, services + EACH + ADVICE)
    assert problem.code == "no_such_services"


def test_mistakes_in_rules_of_all_forms_are_told_at_once(tmp_path: Path) -> None:
    """In a service, a template, a rule on one service and a rule by its kind of check."""
    long = LONG.replace("service: lana-bok", "service: all").replace("    severity: note\n", "")
    text = HEAD.replace("name: {sv: Låna bok, en", "name: {se: Låna bok, en")
    text += EACH.replace("{declared}", "{declaired}", 1)
    text += ONE.replace("topics: all", "topic: all") + long
    assert {problem.code for problem in refused(tmp_path, text)} == {
        "unknown_key",
        "missing_key",
        "unknown_placeholder",
        "unknown_attribute",
        "not_for_all",
    }


def test_mistakes_are_shown_with_file_line_and_remedy(tmp_path: Path) -> None:
    """By the command that checks a rule set, in both languages."""
    refused(tmp_path, HEAD + ONE.replace("topics: all", "topics: {at_least: 3}"))
    for language, said in (("sv", "går inte att uppfylla"), ("en", "cannot be met")):
        done = basutbud("rules", "check", "rules.yaml", "--lang", language, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert f"rules.yaml:{HEAD.count(chr(10)) + 3}:" in done.stderr.decode()
        assert said in done.stderr.decode()
