"""The HTML report: whole, self-contained, escaped; what needs no browser to tell."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import audits
import logs
import wording
from basutbud.audit import audit_clinics
from basutbud.formats import View, render, split
from basutbud.formats.common.frontpage import figures, first_things
from basutbud.formats.common.symbols import SYMBOLS
from basutbud.formats.html.charts.heat import heat_map
from basutbud.formats.html.charts.histogram import spans
from basutbud.formats.html.names import page_names
from basutbud.formats.html.templating import CLASSES, prose
from basutbud.language import LANGUAGES
from basutbud.model.cases import Tally
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.ruleset import Rule
from basutbud.model.vocabulary import CaseOutcome, Outcome
from basutbud.sources.gathering import ClinicFile
from conftest import Golden

SV = LANGUAGES["sv"]
VOID = {"meta", "link"}


class Outline(HTMLParser):
    """What a page is made of: elements in order, text, and whether every tag is closed."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.open: list[str] = []
        self.quoting: list[bool] = []
        self.prose: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.headings: list[int] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)
            self.quoting.append(
                tag in ("code", "blockquote") or (tag != "html" and "lang" in dict(attrs))
            )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which must be the last opened."""
        assert self.open.pop() == tag
        self.quoting.pop()

    def handle_data(self, data: str) -> None:
        """Keep text that is shown."""
        if not {"style", "script"} & set(self.open):
            self.text.append(data)
            self.prose += [] if any(self.quoting) else [data]

    @property
    def words(self) -> str:
        """All text, with single spaces."""
        return plain("".join(self.text))


def plain(text: str) -> str:
    """Return text with single ordinary spaces."""
    return " ".join(text.split())


def shown(text: str) -> str:
    """Return text as it is shown: what is to be typed is set apart by its form alone."""
    return plain(text.replace("`", ""))


def page(report: Report, code: str = "sv", *, case_ids: bool = True) -> str:
    """Return the page of a report."""
    return render("html", report, View(LANGUAGES[code], case_ids=case_ids)).decode()


ALL: dict[str, Callable[[], Report]] = {
    "good": audits.good,
    "broken": audits.broken,
    "upcoming": audits.upcoming,
    "logs alone": audits.logs_alone,
    "hostile": audits.hostile,
    "hostile cases": audits.hostile_with_cases,
    "many": lambda: audits.many(130),
    "none": lambda: replace(audits.many(1), clinics=(), inputs=()),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("code", ["sv", "en"])
def test_every_page_is_well_formed_and_asks_nothing_of_any_other_place(
    name: str, code: str
) -> None:
    """Tags close, headings follow each other, ids are unique, links stay within the page."""
    outline = Outline(page(ALL[name](), code))
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    for tag, attributes in outline.tags:
        assert tag not in ("img", "iframe", "object", "embed", "form", "base")
        assert "src" not in attributes
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        href = attributes.get("href")
        if tag == "link":
            assert href == "data:,"
        elif href is not None:
            assert href.startswith("#")
            assert href[1:] in ids
    assert dict(outline.tags)["html"]["lang"] == code


def test_hostile_text_stays_text() -> None:
    """Names, paths, case types and case ids that mean harm make no element and no address."""
    report = audits.hostile()
    outline = Outline(page(report))
    assert Counter(tag for tag, _ in outline.tags)["script"] == 1
    for clinic in report.clinics:
        assert plain(clinic.name) in outline.words
    assert "{{ 7*7 }}" in outline.words


def test_every_clinic_rule_and_number_is_there() -> None:
    """Clinics, findings with clause, place and remedy, rows, sums and digests all stand in it."""
    report = audits.broken()
    words = Outline(page(report)).words
    for clinic in report.clinics:
        assert clinic.name in words
        for finding in clinic.findings:
            if finding.outcome is not Outcome.ADVICE:
                assert shown(SV.message(finding)) in words
                assert plain(finding.rule.clause.quote) in words
                assert shown(finding.rule.remedy["sv"]) in words
                assert str(finding.location) in words
    for one in report.inputs:
        assert one.path in words
        assert (one.sha256 or "–") in words
    for problem in report.rejections:
        assert shown(SV.what(problem)) in words
    assert report.ruleset.sha256 in words
    assert plain(f"{SV.number(report.statistics.total.read)} rader lästa") in words


def test_the_map_shows_each_service_of_each_clinic() -> None:
    """Row by row, the words in the cells are the outcomes that the report holds."""
    report = audits.good()
    table = re.search(r'<table class="map.*?</table>', page(report), re.DOTALL)
    assert table is not None
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table[0], re.DOTALL)
    assert len(rows) == len(report.clinics)
    for row, clinic in zip(rows, report.clinics, strict=True):
        cells = re.findall(r'<td(?: class="([a-z])")?>([^<]*)</td>', row)
        worst = clinic.by_service
        shown = [
            (CLASSES[worst[one]], SV.text(f"outcome_{worst[one]}")) if one in worst else ("", "")
            for one in report.ruleset.services
        ]
        assert cells[: len(shown)] == shown
        assert len(cells) == len(shown) + 1


def test_the_style_shows_the_symbols_that_all_formats_share() -> None:
    """A cell of the map shows the same symbol as the word's badge."""
    style = page(audits.good())
    for outcome, symbol in SYMBOLS.items():
        assert f'.map td.{CLASSES[outcome]}::before {{ content: "{symbol}"' in style


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_to_be_typed_is_marked_as_code(code: str) -> None:
    """No backtick is left in what a reader sees, but for those in a line of input."""
    for report in (audits.good(), audits.broken(), audits.upcoming(), audits.logs_alone()):
        shown = re.sub(r"<(script|pre)\b.*?</\1>", "", page(report, code), flags=re.DOTALL)
        assert not re.findall(r".*`.*", shown)


def test_the_histogram_says_what_its_table_says() -> None:
    """Its columns sum up to the cases answered and unanswered, and the table has the same."""
    report = audits.good()
    text = page(report)
    chart = text.partition('aria-label="Svarstider i vardagar" viewBox')[2].partition("</svg>")[0]
    drawn = [int(one) for one in re.findall(r'<text class="middle"[^>]*>(\d+)</text>', chart)]
    named = re.findall(r'<text class="x"[^>]*>([^<]+)</text>', chart)
    table = re.findall(
        r'<tr><th scope="row">([^<]+)</th><td class="num">(\d+)</td><td>[^<]+</td>', text
    )
    assert [(label, int(cases)) for label, cases in table] == [*zip(named, drawn, strict=True)]
    replies = report.replies
    assert sum(drawn) == replies.answered + replies[CaseOutcome.OVERDUE] + replies[CaseOutcome.OPEN]
    assert len(re.findall(r"<rect ", chart)) == len(drawn)


@pytest.mark.parametrize(
    ("limit", "last", "late"),
    [(2, 41, ["3", "4", "5", "6–10", "11–20"]), (12, 41, ["13", "14", "15", "16–20"])],
)
def test_days_in_time_have_a_column_each_and_late_ones_share(
    limit: int, last: int, late: list[str]
) -> None:
    """Every case answered is in one span, whatever the limit, and the tail stays readable."""
    found = spans(audits.within(limit).replies, limit)
    assert [one.label for one in found[: limit + 1]] == [str(day) for day in range(limit + 1)]
    assert [one.label for one in found[limit + 1 :]] == late
    assert sum(one.cases for one in found) == audits.good().replies.answered
    long = Tally(working_days={0: 1, last: 2, 400: 3})
    assert spans(long, limit)[-1] == (last, None, 5)
    assert [one.cases for one in spans(Tally(), limit)] == [0] * (limit + 1)


def test_the_heat_map_has_the_share_of_each_clinic_and_month() -> None:
    """In whole per cent, rounded down, so that 100 is said of nothing less; a gap stays empty."""
    report = audits.good()
    heat = heat_map(report.clinics)
    assert heat is not None
    assert list(heat.months) == sorted({*heat.months, *report.replies_by_month})
    assert [clinic.promptness for clinic, _ in heat.rows] == sorted(
        clinic.promptness for clinic in report.clinics if clinic.cases
    )
    for clinic, cells in heat.rows:
        assert clinic.cases is not None
        for month, cell in zip(heat.months, cells, strict=True):
            tally = clinic.cases.by_month.get(month)
            if tally is None or not tally.decided:
                assert cell is None
                continue
            assert cell is not None
            percent = 100 * tally[CaseOutcome.ON_TIME] // tally.decided
            assert int(cell.text.strip("()▲▼")) == percent
            assert (cell.shade == 0) == (tally.not_in_time == 0)
            assert cell.text.startswith("(") == (tally.decided < 10)
    assert heat.earlier == 0
    table = re.search(r'<table class="heat.*?</table>', page(report), re.DOTALL)
    assert table is not None
    drawn = re.findall(r'<td class="h\d">([^<]+)</td>', table[0])
    assert drawn == [cell.text for _, cells in heat.rows for cell in cells if cell]


def test_the_heat_map_has_the_last_two_years() -> None:
    """A gap among them counts; how many months came before is said."""
    clinic = next(one for one in audits.good().clinics if one.cases)
    assert clinic.cases is not None
    some = next(iter(clinic.cases.by_month.values()))
    months = {f"{year}-03": some for year in range(2010, 2017)}
    heat = heat_map([replace(clinic, cases=replace(clinic.cases, by_month=months))])
    assert heat is not None
    assert (heat.months[0], heat.months[-1], len(heat.months)) == ("2014-04", "2016-03", 24)
    assert heat.earlier == 12 * 4 + 1
    assert heat.years == [("2014", 9), ("2015", 12), ("2016", 3)]
    assert [month for month, cell in zip(heat.months, heat.rows[0][1], strict=True) if cell] == [
        "2015-03",
        "2016-03",
    ]


def test_the_first_screen_has_the_figures_of_the_report() -> None:
    """Clinics in breach, services missing, the share in time with its interval, cases late.

    Services missing that are no breach yet are not passed over.
    """
    report = audits.good()
    shown = [(SV.shown(one.value), one.note) for one in figures(report, SV)]
    missing = {
        (clinic.name, result.service)
        for clinic in report.clinics
        for result in clinic.results
        if result.outcome is Outcome.VIOLATION and result.rule.id.endswith("-not-offered")
    }
    replies = report.replies
    assert [value for value, _ in shown] == [
        f"{report.clinic_outcomes[Outcome.VIOLATION]} av {len(report.clinics)}",
        str(len(missing)),
        SV.share(replies.on_time_share),
        str(replies.not_in_time),
    ]
    coming = sum(
        one.outcome is Outcome.UPCOMING and one.rule.id.endswith("-not-offered")
        for one in report.findings
    )
    lacking = len({name for name, _ in missing})
    assert shown[1][1] == f"vid {lacking} mottagningar, även {coming} kommande"
    assert SV.interval(replies.share_interval) in shown[2][1]
    late, overdue = replies[CaseOutcome.LATE], replies[CaseOutcome.OVERDUE]
    assert shown[3][1] == f"{late} sena, {overdue} utan svar"
    words = Outline(page(report)).words
    assert all(plain(value) in words and plain(note) in words for value, note in shown)


def test_what_to_do_first_is_what_is_most_pressing() -> None:
    """What is unread, then cases without a reply, then the reply times, then what most lack."""
    report = audits.broken()
    things = first_things(report, SV)
    concerned = [type(thing.concerns) for thing in things]
    assert concerned == [type(None), ClinicReport, *[Rule] * 3]
    links = re.findall(r'<li><a href="#(\w+)', page(report).split('id="first"')[1])[:5]
    assert links == ["unread", "clinic", *["rule"] * 3]
    worst = max(
        (clinic for clinic in report.clinics if clinic.cases),
        key=lambda one: one.cases.total[CaseOutcome.OVERDUE] if one.cases else 0,
    )
    assert things[1].concerns is worst
    assert str(report.replies[CaseOutcome.OVERDUE]) in things[1].what
    broken = [thing.concerns for thing in things[2:] if isinstance(thing.concerns, Rule)]
    assert broken[0].check == "reply-time"
    met = [sum(one.rule is rule for one in report.findings) for rule in broken[1:]]
    assert met == sorted(met, reverse=True)
    assert not first_things(audits.empty(), SV)


@pytest.mark.parametrize("name", ["good", "many"])
def test_the_decisions_words_stand_once(name: str) -> None:
    """However many clinics break a rule, its clause, source and ruling are not said again."""
    report = ALL[name]()
    words = Outline(page(report)).words
    clauses = Counter(plain(rule.clause.quote) for rule in report.rules)
    for rule in report.rules:
        quote = plain(rule.clause.quote)
        assert words.count(f"”{quote}”") == clauses[quote]
        if rule.clause.ruling:
            assert words.count(shown(rule.clause.ruling["sv"])) == 1


def test_a_title_and_a_contact_of_ones_own() -> None:
    """They stand in the head, escaped; the decision is still named."""
    view = View(SV, title="Uppföljning <tertial 1>", contact="e-tjanster@regionen.example")
    text = render("html", audits.good(), view).decode()
    words = Outline(text).words
    assert "<title>Uppföljning &lt;tertial 1&gt;, granskat per 2017-06-30</title>" in text
    assert words.count("Kontakt: e-tjanster@regionen.example") == 2
    assert audits.RULESET.decision.reference in words


def test_pages_of_clinics_name_no_other_clinic() -> None:
    """A page can be handed to one provider: nothing of any other clinic is in it."""
    report = audits.broken()
    pages = {name: made.decode() for name, made in split(report, View(SV)).items()}
    index = pages.pop("index.html")
    assert len(pages) == len(report.clinics)
    for clinic, (name, text) in zip(report.clinics, pages.items(), strict=True):
        assert f'href="{name}"' in index
        words = Outline(text).words
        assert clinic.name in words
        for other in report.clinics:
            if other is not clinic:
                assert other.name not in words
                assert other.shown_id not in words
                assert (other.path or "") not in words


def test_one_clinic_alone_keeps_its_own_verdict(tmp_path: Path) -> None:
    """Another clinic's unreadable file or log is not held against it; its own log is."""
    wrong = ClinicFile(audits.EXAMPLES, "x", "clinics/x.yaml", b"clinic: x")
    for name, verdict in (("bjorkdungen", "compliant"), ("ekbacken", "incomplete")):
        shutil.copytree(audits.EXAMPLES / "clinics", tmp_path / name)
        shutil.copy(audits.EXAMPLES / "malformed/no-case-log.csv", tmp_path / name / f"{name}.csv")
        gathered = audits.gathered_in(tmp_path / name)
        report = audit_clinics(
            replace(gathered, clinics=(*gathered.clinics, wrong)), audits.terms()
        )
        ekbacken = next(one for one in report.clinics if "Ekbacken" in one.name)
        assert report.only(ekbacken).verdict == verdict
        assert report.verdict == "incomplete"


def test_a_log_of_nobodys_that_is_unread_leaves_every_clinic_incomplete() -> None:
    """It may hold cases of any of them."""
    report = audits.broken()
    assert {report.only(clinic).verdict for clinic in report.clinics} == {"incomplete"}


def test_of_a_shared_log_neither_rows_nor_faults_of_others_are_told(tmp_path: Path) -> None:
    """A page says how many of the clinic's own rows are unread, and lists no one else's."""
    log = tmp_path / "l.csv"
    rows = ["id;enhet;typ;inkom;svar", *(f"{n};E2;x;2017-33-06;" for n in range(9))]
    rows += ["a;E1;x;2017-03-01;2017-03-01", "b;E1;x;2017-33-01;"]
    log.write_text("\n".join(rows), "utf-8")
    report = logs.scan(log)
    alone = report.only(next(one for one in report.clinics if one.name == "E1"))
    assert alone.rejected_rows == 1
    assert alone.statistics.rejections == ()
    assert [one.records for one in alone.inputs] == [None]
    assert Outline(page(alone)).words.count("2017-33") == 0


def test_rows_that_may_be_anyones_leave_every_unit_of_the_log_incomplete(tmp_path: Path) -> None:
    """A page says how many rows of its log could not be read, though it is not known whose."""
    log = tmp_path / "l.csv"
    log.write_text("id;enhet;typ;inkom;svar\n1;E1;x;2017-03-01;2017-03-01\n2;E1\n", "utf-8")
    report = logs.scan(log)
    alone = report.only(report.clinics[0])
    assert alone.verdict == "incomplete"
    assert plain(SV.text("rows_equal", n=2, parts="1 i tid + 1 oläsbar")) in (
        Outline(page(alone)).words
    )


@pytest.mark.parametrize("name", ["broken", "upcoming", "logs alone", "many"])
@pytest.mark.parametrize("code", ["sv", "en"])
def test_a_reader_sees_one_language(name: str, code: str) -> None:
    """No word of the other language is seen, but in what the page quotes."""
    report = ALL[name]()
    quoted = wording.quotes(report) | {"basutbud", "SHA-256", "sha256"}
    assert wording.foreign_words(" ".join(Outline(page(report, code)).prose), code, quoted) == set()


def test_words_between_backticks_are_code_and_nothing_else_is() -> None:
    """What is to be typed is set as code; an odd backtick stays one; tags stay text."""
    assert prose("Skriv `a: <b>`, & `c`.") == (
        "Skriv <code>a: &lt;b&gt;</code>, &amp; <code>c</code>."
    )
    assert prose("ett ` udda") == "ett ` udda"


def test_page_names_are_of_the_clinics_and_never_collide() -> None:
    """Plain letters; the id with it where two have one name; a number where that is masked too."""
    clinic = audits.good().clinics[0]
    given = [
        ("Vårdcentralen Ekbacken", "SE1-E1"),
        ("Öns BVC", "SE1-E2"),
        ("Öns  bvc!", "SE1-E3"),
        *((name, "▒▒▒") for name in ("Solo", "Solo", "", "INDEX", "con", "../../x", "å" * 300)),
    ]
    clinics = [replace(clinic, name=name, shown_id=shown) for name, shown in given]
    names = page_names(clinics)
    assert names == [
        *("vardcentralen-ekbacken", "ons-bvc-se1-e2", "ons-bvc-se1-e3", "solo", "solo-2"),
        *("enhet", "index-2", "con-2", "x", "a" * 60),
    ]
    assert page_names(clinics[2::-1]) == names[2::-1]


def test_case_ids_are_left_out_on_request() -> None:
    """No case id stands anywhere in a page without them."""
    ids = {case.case_id for one in audits.good().findings for case in one.cases}
    assert ids
    words = Outline(page(audits.good(), case_ids=False)).words
    assert not any(one in words for one in ids)
    assert any(one in Outline(page(audits.good())).words for one in ids)


def test_a_large_region_tells_remedies_once_and_says_so() -> None:
    """Above a hundred clinics, remedies stand under the rules alone."""
    report = audits.many(130)
    text = page(report)
    brief = SV.text("page_in_brief").partition("`")[0]
    assert brief in text
    assert Outline(text).words.count(shown(report.findings[0].rule.remedy["sv"])) == 1
    assert brief not in page(audits.good())


@pytest.mark.parametrize(("name", "of"), [("report.sv.html", None), ("clinic.en.html", 0)])
def test_the_page_is_as_it_was(golden: Golden, name: str, of: int | None) -> None:
    """The golden page of all and of one clinic, style and script cut out; twice the same bytes."""
    report = audits.sample()
    found = report if of is None else report.only(report.clinics[of])
    code = name.split(".")[1]
    made = page(found, code)
    assert made == page(found, code)
    said, assets = re.subn(r"(?s)(<(style|script)\b[^>]*>).*?(</\2>)", r"\1…\3", made)
    assert assets == 2
    golden(name, said.encode())


def test_rows_of_strangers_make_a_log_shared(tmp_path: Path) -> None:
    """How many rows others have in a log, audited or not, is not on a clinic's page."""
    shutil.copy(audits.EXAMPLES / "clinics/ekbacken.yaml", tmp_path / "c.yaml")
    unit = "SE2321000131-E000000009001"
    rows = ["id;enhet;typ;inkom;svar", f"1;{unit};x;2017-03-01;2017-03-01"]
    (tmp_path / "l.csv").write_text(
        "\n".join([*rows, "2;SE2321000131-E000000009099;x;2017-03-01;2017-03-01"]), "utf-8"
    )
    report = audit_clinics(audits.gathered_in(tmp_path), audits.terms())
    assert report.unmatched == 1
    alone = report.only(report.clinics[0])
    assert [one.records for one in alone.inputs if one.log is not None] == [None]


def test_an_audit_with_an_unread_input_is_never_whole() -> None:
    """Whatever else the page says of it."""
    report = audits.good()
    unread = tuple(replace(one, read=False) for one in report.inputs[:1])
    assert not replace(report, inputs=(*unread, *report.inputs[1:])).complete
