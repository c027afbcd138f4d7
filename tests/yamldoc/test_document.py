"""YAML as it is read: words stay words, size is bounded, and lines are shown as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basutbud.errors import InputError, Problem
from basutbud.yamldoc.builder import MAX_NODES
from basutbud.yamldoc.excerpt import Span, excerpt_at
from basutbud.yamldoc.parser import parse_document
from basutbud.yamldoc.scalars import resolve_scalar
from clinictext import CLINIC, read


@pytest.mark.parametrize(
    "word", ["no", "on", "y", "12:30", "1_000", "0x1F", "1e3", "2016-01-28", "0123", ".inf"]
)
def test_words_are_never_turned_into_something_else(word: str) -> None:
    """What YAML 1.1 would make a boolean, a number or a date stays the text it is."""
    assert resolve_scalar(word) == word
    assert parse_document("x", f"a: {word}".encode()).data == {"a": word}


def test_size_is_bounded_by_values_not_by_time() -> None:
    """A file within the bound is read however many aliases it has."""
    shared = "x: &a [1, 2, 3]\n" + "".join(f"k{n}: *a\n" for n in range(500))
    assert len(parse_document("x", shared.encode()).data) == 501
    assert MAX_NODES > 4 * 501


def test_values_count_once_however_deep_they_stand() -> None:
    """The bound is on values, not on values times the levels above them."""
    many = ", ".join(["1"] * (MAX_NODES - 100))
    assert parse_document("x", f"a: {{b: {{c: {{d: [{many}]}}}}}}".encode()).data


def test_pointers_lead_to_the_nearest_place() -> None:
    """A key's own place, and its mapping's where it is missing."""
    locator = read(CLINIC).locator
    assert str(locator.locate(("services", "egenremiss")).location) == "c.yaml:12:3"
    missing = locator.locate(("services", "kontakta-mig")).location
    assert (missing.line, missing.column, missing.pointer) == (8, 1, "/services/kontakta-mig")


def test_a_line_is_shown_alike_however_long_it_is() -> None:
    """Whether or not a line is short enough to be kept, it is shown up to the same column."""
    short, long = (
        excerpt_at(f"  reason: {word}{' x' * n}", Span(0, 0, 2, 8), confidential=True)
        for word, n in (("Anna", 90), ("Beata", 900))
    )
    assert short is not None
    assert short == long
    assert short.text == "  reason: …"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029"])
def test_a_line_is_shown_as_far_as_the_parser_has_it(end: str) -> None:
    """The line beside a mistake is the one that is named, whatever parts lines."""
    text = f"a: b{end}c: d{end}"
    spans = (Span(0, 0, 0, 1), Span(text.index("c"), 1, 0, 1))
    shown = [excerpt_at(text, span, confidential=False) for span in spans]
    assert [one and (one.line, one.text) for one in shown] == [(1, "a: b"), (2, "c: d")]


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    """No text raises anything but an InputError, and one that is raised names a problem."""
    found: tuple[Problem, ...] | None = None
    try:
        read(text.encode("utf-8", "surrogatepass"))
    except InputError as error:
        found = error.problems
    assert found is None or len(found) > 0
