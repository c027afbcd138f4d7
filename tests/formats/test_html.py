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
from basutbud.formats.common.symbols import SYMBOLS
from basutbud.formats.html.names import page_names
from basutbud.formats.html.page import CLASSES, prose
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome
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


def test_charts_say_what_the_tables_beside_them_say() -> None:
    """The distribution's columns sum up to all answered cases; no month is left out."""
    report = audits.good()
    text = page(report)
    chart = re.search(r"<svg role=\"img\".*?</svg>", text, re.DOTALL)
    assert chart is not None
    labels = re.findall(r'<text x="[\d.]+" y="[\d.]+" class="small">([^<]+)</text>', chart[0])
    assert sum(int(value) for value in labels[::2]) == report.replies.answered
    for month in report.replies_by_month:
        assert text.count(month) >= 2


@pytest.mark.parametrize("limit", [2, 12])
def test_every_day_in_time_has_a_row_of_its_own(limit: int) -> None:
    """Days beyond the limit may share a row, which is "too late"; those in time never do."""
    report = audits.within(limit)
    rows = re.findall(
        r'<tr><th scope="row">(\d+\+?)</th><td class="num">[\d\s]+</td><td>([^<]+)</td></tr>',
        page(report),
    )
    in_time = [day for day, said in rows if said == SV.text("case_on_time", n=1)]
    assert in_time == [str(day) for day in range(limit + 1)]
    assert rows[-1] == (f"{max(limit, 10) + 1}+", SV.text("page_too_late"))


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


def test_page_names_are_plain_and_never_collide() -> None:
    """Masked, empty and equal ids each have a name of their own, none of them the index's."""
    clinic = audits.good().clinics[0]
    ids = ("SE▒▒▒-E1", "SE▒▒▒-E1", "▒▒▒", "", "INDEX", "../../x", "å" * 300)
    names = page_names(replace(clinic, shown_id=one) for one in ids)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]{1,70}", name) for name in names)
    assert "index" not in names


def test_case_ids_are_left_out_on_request() -> None:
    """No case id stands anywhere in a page without them."""
    ids = {case.case_id for one in audits.good().findings for case in one.cases}
    assert ids
    words = Outline(page(audits.good(), case_ids=False)).words
    assert not any(one in words for one in ids)
    assert any(one in Outline(page(audits.good())).words for one in ids)


def test_a_large_region_tells_clauses_once_and_says_so() -> None:
    """Above a hundred clinics, clause and remedy stand under the rules alone."""
    report = audits.many(130)
    text = page(report)
    brief = SV.text("page_in_brief").partition("`")[0]
    assert brief in text
    quote = report.findings[0].rule.clause.quote.strip()
    assert text.count(quote) == 1
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
    """How many rows others have in a log, audited or not, is not told on a clinic's page."""
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
    """Whatever else is told of it."""
    report = audits.good()
    unread = tuple(replace(one, read=False) for one in report.inputs[:1])
    assert not replace(report, inputs=(*unread, *report.inputs[1:])).complete
