"""Markdown: text of the input stays text, and all of it has room or is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import audits
from basutbud.formats import View, render
from basutbud.formats.common.markdown_escape import code_span, escape_markdown, escape_sentence
from basutbud.formats.markdown import room
from basutbud.language import LANGUAGES
from basutbud.model.vocabulary import GroupBy, Outcome
from exchange import REPORTS, SV, report_of


def tokens(text: str) -> Iterator[Token]:
    """Parse as GitHub does, with tables and links of bare addresses, down to the last token."""
    parser = MarkdownIt("commonmark", {"linkify": True, "html": True})
    for token in parser.enable(["table", "strikethrough", "linkify"]).parse(text):
        yield token
        yield from token.children or ()


class Tags(HTMLParser):
    """Collects a document's tags, with their attributes."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.seen: list[tuple[str, object]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note a tag that opens."""
        self.seen.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes."""
        self.seen.append((f"/{tag}", []))


FOLD: list[tuple[str, object]] = [
    ("details", []),
    ("summary", []),
    ("/summary", []),
    ("/details", []),
]


@pytest.mark.parametrize("group_by", GroupBy)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_markdown_holds_no_markup_of_the_input(name: str, language: str, group_by: GroupBy) -> None:
    """No link, image or reference, and no HTML but the folds, whatever a clinic is called."""
    report = report_of(name)
    view = View(LANGUAGES[language], group_by=group_by, show_passed=True)
    found = list(tokens(render("markdown", report, view).decode()))
    assert {token.type for token in found} & {"link_open", "image", "html_inline", "fence"} == set()
    assert {token.type for token in found} & {"code_block", "em_open", "s_open"} == set()
    html = Tags()
    html.feed("".join(token.content for token in found if token.type == "html_block"))
    assert html.seen == FOLD * (len(html.seen) // 4)
    written = "".join(token.content for token in found if token.type in ("text", "text_special"))
    assert not re.search(r"[@#]\w|\bgh-\d|https?://|\bwww\.", written, re.IGNORECASE)
    rows = sum(token.type == "tr_open" for token in found)
    cells = sum(token.type in ("td_open", "th_open") for token in found)
    columns = sum(token.type == "th_open" for token in found)
    assert rows == len(report.clinics) + 1
    assert cells == rows * columns


@given(st.text("`*_[](){}<>&|#@!~$:/.\\-+='\"wx1 \n"))
def test_text_in_markdown_is_text(text: str) -> None:
    """Whatever it is made of, it is read back as it was, in a line, a code span, or HTML."""
    plain = " ".join(text.split())
    if not plain:
        return
    parser = MarkdownIt("commonmark", {"linkify": True, "html": True})
    parser.enable(["table", "strikethrough", "linkify"])
    (inline,) = parser.parseInline(f"x {escape_markdown(text)} x")
    assert {child.type for child in inline.children or ()} == {"text"}
    assert read_back(inline) == f"x {plain} x"
    (inline,) = parser.parseInline(f"x {code_span(text)} x")
    assert [child.content for child in inline.children or ()] == ["x ", plain, " x"]
    (inline,) = parser.parseInline(f"x {escape_sentence(text)} x")
    assert {child.type for child in inline.children or ()} <= {"text", "code_inline"}
    assert unescape(escape_markdown(text)).replace("\u200b", "") == plain


def read_back(inline: Token) -> str:
    """Return the text that a reader sees."""
    return "".join(child.content for child in inline.children or ()).replace("\u200b", "")


def test_markdown_shows_what_the_input_says() -> None:
    """Escaped is not altered: every name is there to be read, as it was, in its row."""
    found = list(tokens(render("markdown", audits.hostile(), SV).decode()))
    cells = {read_back(token) for token in found if token.type == "inline"}
    assert {clinic.name for clinic in audits.hostile().clinics} <= cells


@pytest.mark.parametrize("longest", [6_000, 15_000, 65_000])
@pytest.mark.parametrize("group_by", GroupBy)
@pytest.mark.parametrize("name", ["broken", "hostile", "region"])
def test_markdown_has_room_and_counts_what_has_none(
    name: str, group_by: GroupBy, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is cut in the middle, the worst is kept, and the rest is counted exactly."""
    monkeypatch.setattr(room, "LONGEST", longest)
    report = report_of(name)
    text = render("markdown", report, replace(SV, group_by=group_by)).decode()
    folds = text.count("<details>\n<summary>")
    assert len(text) <= len(text.encode()) <= longest
    assert folds == text.count("</summary>\n\n") == text.count("\n</details>\n\n")
    shown = re.findall(r"^- (✗|◆|▲|△|○) \*\*", text, re.MULTILINE)
    rest = re.search(r"^… och ([\d\u00a0]+) fynd till", text, re.MULTILINE)
    left_out = int(rest[1].replace("\u00a0", "")) if rest else 0
    assert len(shown) + left_out == len(report.findings)
    symbols = {Outcome.VIOLATION: "✗", Outcome.WARNING: "◆", Outcome.UPCOMING: "▲"}
    symbols[Outcome.ADVICE] = "○"
    worst = sorted((finding.outcome for finding in report.findings), key=lambda one: one.badness)
    shown = [symbol.replace("△", "▲") for symbol in shown]
    assert Counter(shown) == Counter(symbols[outcome] for outcome in worst[: len(shown)])
    rows = len(re.findall(r"^\| (?!Mottagning \||---)", text, re.MULTILINE))
    more = re.search(r"^… och (\d+) mottagning(?:ar)? till, avviker: (\d+)", text, re.MULTILINE)
    assert rows + (int(more[1]) if more else 0) == len(report.clinics)
    violating = sum(bool(one.count(Outcome.VIOLATION)) for one in report.clinics[rows:])
    assert (int(more[2]) if more else 0) == violating
