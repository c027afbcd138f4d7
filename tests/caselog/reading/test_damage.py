"""Damage done to a log at random harms no row beside it, and each row keeps its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome
from dress import AS_OF
from logs import HEADER, SLOW, judged, scan


@dataclass(frozen=True, slots=True)
class Wear:
    """How the log to be damaged is written; its notes stand last, or amid the columns."""

    encoding: str
    newline: str
    amid: bool

    def pieces(self) -> list[list[str]]:
        """Return the cells of the header and of forty cases, each of a unit of its own."""
        rows = [["id", "enhet", "typ", "inkom", "svar"]]
        for n in range(1, 41):
            reply = "" if n % 7 == 0 else "2016-02-0" + ("2" if n % 5 == 0 else "9")
            rows.append([f"C{n}", unit_of(n), '"Förnya ""recept"""', "2016-02-01 08:00", reply])
        for n, row in enumerate(rows):
            row.insert(2 if self.amid else 5, _QUOTED[n % len(_QUOTED)] if n else "anteckning")
        return rows

    def bytes_of(self, rows: Sequence[str]) -> list[bytes]:
        """Return lines of text as the bytes of each."""
        return [row.replace("\n", self.newline).encode(self.encoding) for row in rows]


_QUOTED = (
    "", '"nej; tack"', '"rad ett\nrad två"', "plain", '"""citat"" ensamt"', '"ett\n\n""två""; tre"',
    '"sju; sju; sju\nsju; sju"', '"å\n"', 'fem" bred och 6" hög',
)  # fmt: skip
wears = st.builds(
    Wear,
    encoding=st.sampled_from(["utf-8", "utf-8", "cp1252", "utf-16-le"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    amid=st.booleans(),
)


def expected_outcome(n: int) -> str:
    """Return what the case of row ``n`` is."""
    return "overdue" if n % 7 == 0 else "on_time" if n % 5 == 0 else "late"


def unit_of(n: int) -> str:
    """Name a row's own unit, so that no single byte makes it another row's."""
    return f"E{11 * n:04}"


def lines_in(text: str) -> int:
    """Count the line ends of a text, of whatever kind."""
    return len(re.findall("\r\n|\r|\n", text))


def assert_local(
    report: Report, damaged: Sequence[bytes], encoding: str, touched: set[int]
) -> None:
    """Hold every row but those touched against what it was, or find it named as rejected.

    ``damaged`` are the file's bytes record by record, the header's first.
    """
    told = [problem.location for problem in report.statistics.rejections]
    assert len(told) == report.statistics.total[CaseOutcome.REJECTED]
    assert len({(place.line, place.record) for place in told}) == len(told)
    found = judged(report)
    starts = [1]
    for n in range(len(damaged)):
        above = b"".join(damaged[: n + 1]).decode(encoding, "replace")
        starts.append(1 + lines_in(above))
    for n in range(1, len(damaged)):
        if n in touched:
            continue
        expected = expected_outcome(n)
        line = None if expected == "on_time" else starts[n]
        span = range(starts[n], max(starts[n] + 1, starts[n + 1]))
        named = any(place.line in span for place in told)
        assert named or found.get(unit_of(n)) == (expected, line), (n, found.get(unit_of(n)), told)
        if named:
            assert min(abs(n - one) for one in touched) <= 1, "harm far from the damage"


@pytest.mark.parametrize(
    "wear", [Wear("utf-8", "\n", amid=False), Wear("cp1252", "\r\n", amid=True)]
)
def test_an_undamaged_log_has_every_row_in_its_place(tmp_path: Path, wear: Wear) -> None:
    """The log to be damaged is whole, and each row stands where plain counting has it."""
    pieces = wear.bytes_of([";".join(row) + "\n" for row in wear.pieces()])
    (tmp_path / "log.csv").write_bytes(b"".join(pieces))
    report = scan(tmp_path / "log.csv", as_of=AS_OF)
    assert report.complete
    assert report.statistics.total.read == 40
    assert_local(report, pieces, wear.encoding, set())


JUNK = {
    '"': "stray_quote", 'x"y"z"': "stray_quote", '"x"y"': "stray_quote", "\0": "nul", "x\0;": "nul",
    "\x01": "bad_bytes", "x;x;x;x;x;x;x": "too_many_fields", "x" * 600_000: "too_long",
    '"' + "x" * 600_000: "too_long", "x" * 600_000 + '"': "too_long",
}  # fmt: skip
BAD_STAMPS = {
    "2016-02-30": "impossible_date", "31/01/2016": "day_first_date", "i går": "unreadable_date",
    "2016-02-01 25:00": "unreadable_date", "0016-02-01": "outside_calendar",
    "'2016-02-01": "unreadable_date", "=1+1": "unreadable_date",
}  # fmt: skip
BAD_CELLS = (
    [(column, junk, code) for column in range(6) for junk, code in JUNK.items()]
    + [(column, junk, code) for column in (3, 4) for junk, code in BAD_STAMPS.items()]
    + [(column, junk, "missing") for column in (0, 1, 3) for junk in ("", " ", "\t ")]
)


@given(wears, st.integers(1, 40), st.sampled_from(BAD_CELLS))
@example(Wear("cp1252", "\r", amid=True), 5, (2, '"x"y"', "stray_quote"))
@example(Wear("utf-8", "\n", amid=False), 33, (3, '"x"y"', "stray_quote"))
@example(Wear("utf-8", "\r\n", amid=True), 11, (2, "\x01", "bad_bytes"))
@example(Wear("utf-16-le", "\r", amid=True), 19, (0, "\t ", "missing"))
@settings(SLOW, max_examples=14)
def test_a_damaged_cell_rejects_its_row_by_place_and_reason(
    tmp_path_factory: pytest.TempPathFactory, wear: Wear, n: int, damage: tuple[int, str, str]
) -> None:
    """One rejection, on the line and in the record where the damage was made; no other changes."""
    column, junk, code = damage
    rows = wear.pieces()
    position = column if column < 2 or not wear.amid else 2 if column == 5 else column + 1
    spans_lines = "\n" in "".join(rows[n])
    rows[n][position] = junk
    pieces = wear.bytes_of([";".join(row) + "\n" for row in rows])
    log = tmp_path_factory.mktemp("cell") / "log.csv"
    log.write_bytes(b"".join(pieces))
    report = scan(log, as_of=AS_OF)
    assert_local(report, pieces, wear.encoding, {n})
    told = [(p.code, p.location.line, p.location.record) for p in report.statistics.rejections]
    if not spans_lines:
        line = 1 + sum(lines_in(";".join(row) + "\n") for row in rows[:n])
        assert told == [(f"row_{code}", line, n)]
        assert report.statistics.total.read == 40
    elif column != 1 and not junk.startswith('x"y'):  # a name in quotes is a name all the same
        assert unit_of(n) not in judged(report) or "rejected" in judged(report)[unit_of(n)][0]


@given(wears, st.integers(1, 39), st.sampled_from(["again", "cut", "join", "gone"]), st.data())
@settings(SLOW, max_examples=12)
def test_a_damaged_row_changes_no_other(
    tmp_path_factory: pytest.TempPathFactory, wear: Wear, n: int, damage: str, data: st.DataObject
) -> None:
    """A row that stands twice, is cut off, runs into the next or is gone."""
    texts = [";".join(row) + "\n" for row in wear.pieces()]
    touched = {n}
    match damage:
        case "again":
            texts[n] *= 2
        case "cut":
            texts[n] = texts[n][: data.draw(st.integers(0, len(texts[n]) - 1))] + "\n"
        case "join":
            texts[n] = texts[n].removesuffix("\n")
            touched = {n, n + 1}
        case "gone":
            texts[n] = ""
    pieces = wear.bytes_of(texts)
    log = tmp_path_factory.mktemp("row") / "log.csv"
    log.write_bytes(b"".join(pieces))
    report = scan(log, as_of=AS_OF)
    assert_local(report, pieces, wear.encoding, touched)
    rejected = {problem.location.line for problem in report.statistics.rejections}
    begins = 1 + sum(map(lines_in, texts[:n]))
    assert rejected <= set(
        range(begins, begins + max(1, lines_in("".join(texts[n : max(touched) + 1]))))
    )
    if damage == "again":
        assert report.statistics.units[unit_of(n)].total[CaseOutcome.SUPERSEDED] == 1
    if damage == "join":
        assert begins in rejected


@given(wears, st.integers(0, 40), st.data())
@settings(SLOW, max_examples=20)
def test_a_damaged_byte_changes_no_row_but_its_own(
    tmp_path_factory: pytest.TempPathFactory, wear: Wear, n: int, data: st.DataObject
) -> None:
    """A byte put in, taken out or made another; in the header the whole log may be refused."""
    pieces = wear.bytes_of([";".join(row) + "\n" for row in wear.pieces()])
    piece = pieces[n]
    at = data.draw(st.integers(0, len(piece) - 1))
    byte = bytes(
        [data.draw(st.one_of(st.sampled_from(b'";\n\r\0\x01\xff\xc3 \t,|5'), st.integers(0, 255)))]
    )
    changed = wear.encoding == "utf-16-le" or data.draw(st.booleans())
    after = at if not changed and data.draw(st.booleans()) else at + 1
    pieces[n] = piece[:at] + (byte if changed or after == at else b"") + piece[after:]
    log = tmp_path_factory.mktemp("byte") / "log.csv"
    log.write_bytes(b"".join(pieces))
    report = scan(log, as_of=AS_OF)
    if report.statistics.logs and n:
        assert_local(report, pieces, wear.encoding, {n})
    else:
        assert report.complete is not bool(report.rejections or report.statistics.rejections)


@given(st.binary(max_size=400))
@example(b"\xef").via("a byte of a byte order mark")
@example("»".encode()).via("bytes of two blank characters")
@settings(SLOW, max_examples=30)
def test_any_bytes_end_in_counts_that_reconcile_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    """Bytes thrown into a log never raise, and never cost a row its place in the sum."""
    good = "\n".join(f"{n};E;Förnya recept;2016-02-01;2016-02-02" for n in range(5))
    log = tmp_path_factory.mktemp("noise") / "log.csv"
    head = ";".join(HEADER).encode()
    log.write_bytes(head + b"\n" + good.encode() + b"\n" + noise + b"\n" + good.encode())
    report = scan(log)
    lines = re.split(rb"\r\n|\r|\n", log.read_bytes())[1:]
    records = sum(bool(line.strip(b" \t;\v\f\xa0")) for line in lines)
    unseen = sum(not re.sub(r"[\s;\ufeff]", "", line.decode(errors="replace")) for line in lines)
    # Within quotes a record goes on below its line; a byte order mark alone may be no row.
    fewest = len(lines) - unseen if b'"' not in noise else 5
    for file in report.statistics.logs:
        assert fewest <= file.tally.read <= records
    assert report.statistics.logs or report.rejections


@given(
    wears,
    st.tuples(st.integers(16, 4096), st.sampled_from([1000, 10**9])),
    st.integers(0, 3),
    st.data(),
)
@settings(SLOW, max_examples=12)
def test_the_borders_of_chunks_and_parts_fall_anywhere(
    tmp_path_factory: pytest.TempPathFactory,
    wear: Wear,
    sizes: tuple[int, int],
    broken: int,
    data: st.DataObject,
) -> None:
    """However the bytes come, each row stands where plain counting has it."""
    copied, part = sizes
    rows = wear.pieces()
    spoilt = {data.draw(st.integers(1, 40)) for _ in range(broken)}
    for n in spoilt:
        rows[n] = [f"C{n}", unit_of(n), *["x"] * 4]
    pieces = wear.bytes_of([";".join(row) + "\n" for row in rows])
    log = tmp_path_factory.mktemp("chunks") / "log.csv"
    log.write_bytes(b"".join(pieces))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("basutbud.caselog.reading.plaincopy._CHUNK", copied)
        patch.setattr("basutbud.caselog.reading.plaincopy._PARTS", (part,))
        patch.setattr("basutbud.caselog.letters.encoding._CHUNK", copied)
        report = scan(log, as_of=AS_OF)
    assert_local(report, pieces, wear.encoding, spoilt or {0})
    lines = [1 + sum(lines_in(";".join(row) + "\n") for row in rows[:n]) for n in sorted(spoilt)]
    told = [(p.location.line, p.location.record) for p in report.statistics.rejections]
    assert told == list(zip(lines, sorted(spoilt), strict=True))
    assert report.statistics.total.read == 40
