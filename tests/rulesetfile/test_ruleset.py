"""The rule-set file: complete, readable, and refused with every mistake at once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from basutbud.clinicfile.reader import clinic_schema
from basutbud.errors import PolicyError, UsageError
from basutbud.model.ruleset import KEYS_OF_ALL_SERVICES, Rule
from basutbud.model.vocabulary import Provider
from basutbud.rulesetfile.loader import load_ruleset, packaged_rule_sets
from running import basutbud

PACKAGED = Path(__file__).parent.parent.parent / "rules" / "vgr-hs-20-2016.yaml"
RULESET = load_ruleset("vgr-hs-20-2016")
LONG_FORM = {
    "    service: bestalla-tid\n    when: active\n    must_have: {asks_for_reason: true}\n": """\
    check: schema
    params:
      select: /services/bestalla-tid
      when: {properties: {status: {const: active}}}
      schema: {required: [asks_for_reason], properties: {asks_for_reason: {const: true}}}
    severity: error
""",
    "    service: all\n    must_be: inactive-outside-operation\n": """\
    check: service
    params: {service: all, expect: inactive-outside-operation}
""",
}
"""Two rules by their kind of check, as whatever the short form cannot say is written."""
TEXT = PACKAGED.read_text(encoding="utf-8")
for short, long in LONG_FORM.items():
    assert TEXT.count(short) == 1
    TEXT = TEXT.replace(short, long)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Write the packaged rule set with one change, its calendar beside it."""
    assert old in TEXT
    calendars = tmp_path / "calendars"
    calendars.mkdir()
    (calendars / "se.csv").write_bytes((PACKAGED.parent / "calendars" / "se.csv").read_bytes())
    path = tmp_path / "rules.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return path


MISTAKES = [
    ("severity: error", "severity: eror", "not_allowed"),
    ("check: service", "check: servise", "not_allowed"),
    (
        "    severity: error\n    in_force: {region: 2016",
        "    in_force: {region: 2016",
        "missing_key",
    ),
    ("obligation: mandatory", "obligations: mandatory", "unknown_key"),
    ("params: {service: all,", "params: {service: bestalla-tiden,", "unknown_service"),
    ("select: /services/bestalla-tid", "select: /services/bestala-tid", "unknown_service"),
    ("expect: inactive-outside-operation", "expect: offerd", "not_allowed"),
    (
        "service: all, expect: inactive-outside-operation",
        "service: all, expect: offered",
        "not_for_all",
    ),
    ("id: levnadsvanor-topics-incomplete", "id: bestalla-tid-not-offered", "duplicate_rule"),
    ("aliases: [Tidbeställning", "aliases: [Egenremiss", "ambiguous_name"),
    ("working_days: 2", "working_days: two", "type_integer"),
    ("working_days: 2", "working_days: 0", "schema_minimum"),
    ("weekdays: [monday", "weekdays: [måndag", "not_allowed"),
    ('free_grounds: ["lag 1989:253"', 'free_grounds: ["lag 1989:235"', "unknown_ground"),
    ("{late} av", "{lat} av", "unknown_placeholder"),
    ("{late} av", "{late av", "unknown_placeholder"),
    ("date: 2016-01-28", "date: 2016-01-32", "form_iso_date"),
    ("region: 2017-01-01", "region: 1 januari", "form_iso_date"),
    ("file: calendars/se.csv", "file: calendars/no.csv", "calendar_missing"),
    ("schema: {required: [asks", "schema: {required: 1, x: [asks", "wrong_schema"),
    ("schema: {required: [asks", 'schema: {$ref: "http://[::1]/x", x: [asks', "wrong_schema"),
    ("schema: {required: [asks", 'schema: {$ref: "#/$defs/x", x: [asks', "wrong_schema"),
    ("schema: {required: [asks", 'schema: {$id: "http://[::1]/x", x: [asks', "wrong_schema"),
    ("      forms:\n", "      since:\n", "attribute_taken"),
    ("min_days: 180", "max_days: 180", "unknown_key"),
    ("sv: Beställa tid, en", "se: Beställa tid, en", "unknown_key"),
    ("received_on_free_day: day-zero", "received_on_free_day: whenever", "not_allowed"),
    ("params: {reply: final}", "params: {replies: final}", "unknown_key"),
    ("params: {reply: final}", "params: {}", "schema_minProperties"),
    ("params: {reply: final}", "params: {tolerated_late_share: 0}", "idle_alternative"),
    ("id: only-final-reply-counts", "id: eves-are-working-days", "duplicate_alternative"),
    (
        'params: {free_grounds: ["lag 1989:253"]}',
        'params: {free_grounds: ["lag 1989:235"]}',
        "unknown_ground",
    ),
    (
        "params: {expect: no-cases-unless-active}",
        "alternatives: []\n    params: {expect: no-cases-unless-active}",
        "form_alternatives",
    ),
    ("    must_be: offered\n", "    alternatives: []\n    must_be: offered\n", "form_alternatives"),
]


ELSEWHERE = {
    "missing_key": "- id: reply-after-two-working-days",
    "ambiguous_name": "egenremiss:\n",
}
"""Where a problem stands that is not on the changed line: the rule, or the second of two."""


@pytest.mark.parametrize(("old", "new", "code"), MISTAKES)
def test_a_mistake_is_named_with_line_and_column(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    """One wrong word gives one problem of that kind, on the line where it stands."""
    path = changed(tmp_path, old, new)
    with pytest.raises(PolicyError) as caught:
        load_ruleset(str(path))
    found = [problem for problem in caught.value.problems if problem.code == code]
    assert found
    line, column = found[0].location.line, found[0].location.column
    assert column is not None
    assert column > 0
    assert line == TEXT[: TEXT.index(ELSEWHERE.get(code, old))].count("\n") + 1


@pytest.mark.parametrize(
    "items",
    [
        "{type: text}",
        "{type: string, minLength: two}",
        '{type: string, pattern: "("}',
        r"{type: string, pattern: '^\p{Lu}'}",  # which one of the two validators knows
        "{patternProperties: {'(': {}}}",
        '{$ref: "#/properties/clinic"}',
        '{$ref: "file:///etc/hostname"}',
    ],
)
def test_attributes_are_schemas_that_can_be_applied(tmp_path: Path, items: str) -> None:
    """A clinic is never the first to find out that one cannot; none leads out of the rule set."""
    path = changed(tmp_path, "items: {type: string, minLength: 1}", f"items: {items}")
    with pytest.raises(PolicyError) as caught:
        load_ruleset(str(path))
    (problem,) = caught.value.problems
    pointer = "/services/kontaktformular/attributes/forms"
    assert (problem.code, problem.location.pointer) == ("wrong_schema", pointer)


def test_a_schema_may_refer_to_its_own_parts(tmp_path: Path) -> None:
    """As JSON Schemas do to say a thing once."""
    own = '{$defs: {x: {required: [asks_for_reason]}}, $ref: "#/$defs/x"}'
    old = "schema: {required: [asks_for_reason], properties: {asks_for_reason: {const: true}}}"
    assert load_ruleset(str(changed(tmp_path, old, f"schema: {own}"))).rules


def test_attributes_have_names_of_their_own() -> None:
    """The names that none may have are those that any service may declare."""
    ruleset = load_ruleset("vgr-hs-20-2016")
    plain = next(one for one in ruleset.services.values() if not one.attributes)
    entry = clinic_schema(ruleset)["properties"]["services"]["properties"][plain.id]
    assert entry["then"]["properties"].keys() == KEYS_OF_ALL_SERVICES


def test_mistakes_of_every_sort_are_told_at_once(tmp_path: Path) -> None:
    """A wrong word, a missing calendar, an unknown service and a bad placeholder, in one run."""
    path = changed(tmp_path, "severity: error", "severity: eror")
    text = path.read_text(encoding="utf-8")
    text = text.replace("file: calendars/se.csv", "file: no.csv")
    text = text.replace("service: levnadsvanor\n", "service: levnadsvana\n").replace(
        "{late} av", "{lat} av"
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_ruleset(str(path))
    assert {problem.code for problem in caught.value.problems} == {
        "not_allowed",
        "calendar_missing",
        "unknown_service",
        "unknown_placeholder",
    }


def test_a_message_offers_only_what_its_rule_has(tmp_path: Path) -> None:
    """A schema rule on a part that is no service cannot speak of one."""
    path = changed(tmp_path, "select: /services/bestalla-tid", "select: /provider")
    text = path.read_text(encoding="utf-8").replace(
        'sv: "Filen säger inte att Beställa tid', 'sv: "Filen säger inte att {service}'
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_ruleset(str(path))
    assert [problem.code for problem in caught.value.problems] == ["unknown_placeholder"]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Two mistakes in two rules make two problems, with did-you-mean."""
    path = changed(tmp_path, "severity: error", "severity: eror")
    text = path.read_text(encoding="utf-8").replace("check: evidence", "check: evidense", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_ruleset(str(path))
    suggested = [problem.values["suggestion"] for problem in caught.value.problems]
    assert suggested == ["error", "evidence"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "calendar_header"),
        ("datum,namn,grund\n", "calendar_header"),
        ("date,name,ground\n", "calendar_empty"),
        ("date,name,ground\n2016-02-30,X,lag 1989:253\n", "calendar_line"),
        ("date,name,ground\n2016-02-03,X\n", "calendar_line"),
        ("date,name,ground\n2016-02-03,X,a\n2016-02-02,X,a\n", "calendar_order"),
    ],
)
def test_a_wrong_calendar_is_refused(tmp_path: Path, text: str, code: str) -> None:
    """A calendar that cannot be relied on stops everything."""
    path = changed(tmp_path, "version:", "version:")
    (tmp_path / "calendars" / "se.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_ruleset(str(path))
    assert caught.value.problems[0].code == code


SE = (PACKAGED.parent / "calendars" / "se.csv").read_text(encoding="utf-8").splitlines()
GAPS = [
    # the lines taken out of the packaged calendar, and those put in; the years reported, and where
    ("2017", [], [("2017", 0, 434)]),
    ("199[12]|2000", [], [("1991–1992", 0, 18), ("2000", 0, 130)]),
    ("2017-(?!01)", [], [("2017", 2, 434)]),
    ("2017-(?!12-2[5-9]|12-3)", [], [("2017", 3, 434)]),
    ("date", ["2099-01-01,Nyårsdagen,lag 1989:253"], [("2061–2098", 0, 1138), ("2099", 1, 1138)]),
    ("date", ["2061-02-03,Extra,lag 1989:253"], [("2061", 1, 1138)]),
    ("2017", [f"2017-02-{day:02},Sportlov,lov" for day in range(1, 20)], [("2017", 0, 434)]),
]


@pytest.mark.parametrize(("out", "more", "expected"), GAPS)
def test_a_calendar_with_a_gap_is_refused_by_its_years(
    tmp_path: Path,
    out: str,
    more: list[str],
    expected: list[tuple[str, int, int]],
) -> None:
    """A year without the days off that other years have would count holidays as working days."""
    path = changed(tmp_path, "version:", "version:")
    lines = [SE[0], *sorted([line for line in SE[1:] if not re.match(out, line)] + more)]
    (tmp_path / "calendars" / "se.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_ruleset(str(path))
    problems = caught.value.problems
    assert {problem.code for problem in problems} == {"calendar_gap"}
    shown = [(one.values["years"], one.values["have"], one.location.line) for one in problems]
    assert shown == expected


@pytest.mark.parametrize("command", ["rules check", "due 2017-04-12 --rules", "audit . --rules"])
def test_every_command_refuses_a_calendar_with_a_gap(folder: Path, command: str) -> None:
    """A calendar that lacks a year gives no answer: exit code 2, and the year is named."""
    lines = [line for line in SE if not line.startswith("2017")]
    path = changed(folder, "version:", "version:")
    (folder / "calendars" / "se.csv").write_text("\n".join(lines), encoding="utf-8")
    done = basutbud(*command.split(), path, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "se.csv:434: Kalendern saknar fridagar för 2017" in done.stderr.decode()


def test_a_calendar_may_have_few_days_a_year(tmp_path: Path) -> None:
    """Days off in some years alone are no gap in the others, and shorter calendars are whole."""
    path = changed(tmp_path, "version:", "version:")
    extra = ["2016-02-01,Extra,lag 1989:253", "2016-02-02,Extra,lag 1989:253"]
    for lines in (SE[1:17], [*SE[1:17], *SE[17:33:2]], sorted([*SE[1:], *extra])):
        text = "\n".join([SE[0], *lines])
        (tmp_path / "calendars" / "se.csv").write_text(text, encoding="utf-8")
        assert load_ruleset(str(path)).calendar.first.year == 1990


def test_an_unknown_rule_set_is_refused_by_name() -> None:
    """Neither a packaged id nor a file."""
    with pytest.raises(UsageError) as caught:
        load_ruleset("vgr-hs-20-2061")
    assert caught.value.problems[0].values["suggestion"] == "vgr-hs-20-2016"
    assert packaged_rule_sets() == ["vgr-hs-20-2016"]


@pytest.mark.parametrize(
    ("rule", "provider", "agreement", "since"),
    [
        ("egenremiss-not-offered", Provider.REGION, None, date(2017, 1, 1)),
        ("egenremiss-not-offered", Provider.PRIVATE, None, date(2017, 1, 1)),
        ("egenremiss-not-offered", Provider.PRIVATE, date(2016, 7, 1), date(2016, 7, 1)),
        ("reply-after-two-working-days", Provider.REGION, None, date(2016, 1, 28)),
        ("reply-after-two-working-days", Provider.PRIVATE, None, date(2017, 1, 1)),
        ("reply-after-two-working-days", Provider.PRIVATE, date(2018, 1, 1), date(2018, 1, 1)),
    ],
)
def test_rules_take_force_when_the_rulings_say(
    rule: str, provider: Provider, agreement: date | None, since: date
) -> None:
    """The region's own from 2017, reply times from the decision, private ones by agreement."""
    found = RULESET.rule(rule)
    assert found is not None
    assert found.in_force.since(provider, agreement) == since


UNSTATED = [
    rule for rule in RULESET.rules if "required" in rule.params.get("schema", {})
]  # fmt: skip


@pytest.mark.parametrize("rule", UNSTATED, ids=lambda rule: rule.id)
def test_what_a_file_does_not_say_is_not_held_against_it(rule: Rule) -> None:
    """A rule on what a file states says that it is not stated, never that the opposite is so."""
    for text in (rule.title, rule.message):
        assert re.search(r"Ingen uppgift om|[Ff]ilen säger inte|nämner ing", text["sv"])
        assert re.search(r"Nothing says|file does not say|names no", text["en"])


@pytest.mark.parametrize("form", ["{late:d}", "{late!r}", "{late:>9}"])
def test_a_placeholder_takes_no_form_of_its_own(tmp_path: Path, form: str) -> None:
    """What is filled in is written out already; a form that cannot be kept is refused at once."""
    path = changed(tmp_path, "{late} av {judged}", f"{form} av {{judged}}")
    with pytest.raises(PolicyError) as caught:
        load_ruleset(str(path))
    assert [problem.code for problem in caught.value.problems] == ["unknown_placeholder"]
