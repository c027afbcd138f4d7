"""The HTML report in a real browser: Chromium, driven by Playwright, examined by axe-core."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import pytest

import audits
import comparisons
from basutbud.formats import View, comparison, render, split, trend
from basutbud.language import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SV = LANGUAGES["sv"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",  # CI runs as root, which Chromium's sandbox refuses
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
A4 = 703
"""The width of A4 less the page's margins, in CSS pixels."""
A4_HEIGHT = 1009
"""Its height likewise."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser, once for each process of the tests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install it to see the HTML report tested")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


def pages() -> dict[str, bytes]:
    """Return every kind of page: the whole, one clinic's, an index; plain and hostile."""
    made: dict[str, bytes] = {}
    hostile = audits.hostile()
    hostile = replace(hostile, clinics=hostile.clinics[::4], rejections=hostile.rejections[::8])
    for name, report in (("good", audits.broken()), ("hostile", hostile)):
        parts = split(report, View(SV))
        made[name] = render("html", report, View(SV))
        made[f"{name} index"] = parts["index.html"]
        made[f"{name} clinic"] = list(parts.values())[1]
    made["whole"] = render("html", audits.good(), View(SV))
    made["whole in English"] = render("html", audits.good(), View(LANGUAGES["en"]))
    units = replace(audits.logs_alone(), clinics=audits.logs_alone().clinics[:4])
    made["logs alone"] = render("html", units, View(LANGUAGES["en"]))
    made["comparison"] = comparison.render("html", comparisons.hostile(), View(SV))
    made["trend"] = trend.render("html", comparisons.in_a_row(), View(LANGUAGES["en"]))
    return made


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the pages to files."""
    folder = tmp_path_factory.mktemp("pages")
    paths = {}
    for name, content in pages().items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_bytes(content)
    return paths


EVERY_FOLD_OPEN = """() => document.querySelectorAll("details").forEach(
    (fold) => { fold.open = true; })"""
"""What is folded is laid out, and examined, only when it is open."""

LAID_OUT = ["color-contrast", "scrollable-region-focusable", "target-size"]
"""The rules of axe that go by what is seen; the others go by the elements, which stay the same."""

ONE_OF_A_KIND = """() => {
        const seen = new Set();
        const parts = "tbody tr, .finding, .rule, .ground, .clinic";
        for (const part of document.querySelectorAll(parts)) {
            const within = part.parentElement.closest("table, details, main");
            const classes = [within, part, ...part.querySelectorAll("*")].map(
                (one) => `${one.tagName} ${one.getAttribute("class")}`).join();
            if (seen.has(classes)) part.remove();
            seen.add(classes);
        }
    }"""
"""Leaves of rows, findings and folds with the same elements and classes, which are styled alike,
the first."""

LOOKS: Final[Sequence[tuple[Literal["light", "dark"], int]]] = (
    ("light", 1280),
    ("light", 320),
    ("dark", 320),
    ("dark", 1280),
)

CUT_OFF = """() => [
        ...document.querySelectorAll("table, td, th, svg, pre, p, li, h1, h3, h4, .scroll"),
    ].filter((one) => one.getBoundingClientRect().right > innerWidth + 1
        || (getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1)
    ).map((one) => one.outerHTML.slice(0, 120))"""
"""Finds what ends beyond the right edge, or hides a part of itself."""

HIDDEN = """() => [...document.querySelectorAll("details > :not(summary, .filter)")].filter(
        (one) => !one.checkVisibility({contentVisibilityAuto: true})
    ).map((one) => one.outerHTML.slice(0, 120))"""
"""Finds what is folded away, or not laid out."""

BOXES = "(all) => all.reduce((sum, one) => sum + one.getClientRects().length, 0)"

PARTS = ("good index", "good clinic", "hostile clinic")
KINDS = ("good", *PARTS, "hostile", "logs alone", "comparison", "trend")


@pytest.mark.parametrize("kind", [*KINDS, "hostile index"])
def test_a_page_loads_alone_and_without_a_complaint(
    browser: Browser, written: dict[str, Path], kind: str
) -> None:
    """It asks for nothing but itself, and the console stays silent, whatever the names say."""
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    address = written[kind].as_uri()
    page.goto(address)
    assert [url for url in asked if url not in (address, "data:,")] == []
    assert said == []
    page.close()


def test_the_policy_keeps_the_page_from_asking(browser: Browser, written: dict[str, Path]) -> None:
    """Even a script that got in could fetch nothing and load nothing."""
    page = browser.new_page()
    page.goto(written["good"].as_uri())
    blocked = page.evaluate(
        """async () => {
            const seen = [];
            document.addEventListener(
                "securitypolicyviolation", (event) => seen.push(event.violatedDirective));
            new Image().src = "http://127.0.0.1:9/x.png";
            await fetch("http://127.0.0.1:9/").catch(() => 0);
            const added = document.createElement("script");
            added.textContent = "window.got_in = true";
            document.body.append(added);
            await new Promise((done) => setTimeout(done));
            return [seen.sort(), window.got_in === true];
        }"""
    )
    assert blocked == [["connect-src", "img-src", "script-src-elem"], False]
    page.close()


def names(page: Page, table: str) -> list[str]:
    """Return the first cell of each row that is shown."""
    return page.locator(f"{table} tbody tr:visible th").all_inner_texts()


def test_tables_sort_by_keyboard(browser: Browser, written: dict[str, Path]) -> None:
    """Enter on a heading sorts by its column, again sorts the other way, and says so."""
    page = browser.new_page()
    page.goto(written["good"].as_uri())
    table = "table.map"
    given = names(page, table)
    heading = page.locator(f"{table} thead tr:last-child th").first
    heading.locator("button").focus()
    page.keyboard.press("Enter")
    rising = names(page, table)
    assert heading.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert heading.get_attribute("aria-sort") == "descending"
    assert names(page, table) == rising[::-1]
    assert sorted(given) == sorted(rising)
    assert given != rising
    assert rising[0] == "Barnmorskemottagningen Vallmohagen"

    outcome = page.locator(f"{table} thead tr:last-child th").nth(1)
    outcome.locator("button").press("Enter")
    outcome.locator("button").press("Enter")
    assert names(page, table)[0] == "Vårdcentralen Ekbacken"
    assert heading.get_attribute("aria-sort") is None
    page.close()


def test_numbers_sort_as_numbers(browser: Browser, written: dict[str, Path]) -> None:
    """Shares with decimal commas and counts of any length sort by size."""
    page = browser.new_page()
    page.goto(written["good"].as_uri())
    page.evaluate(EVERY_FOLD_OPEN)
    table = page.locator("table.ranked")
    for column in (1, 2):
        table.locator("thead th").nth(column).locator("button").press("Enter")
        shown = table.locator(f"tbody tr td:nth-child({column + 1})").all_inner_texts()
        numbers = [float(one.replace("%", "").replace(",", ".").strip()) for one in shown]
        assert numbers == sorted(numbers)
        assert len(set(numbers)) > 3
    page.close()


def test_tables_filter_by_keyboard(browser: Browser, written: dict[str, Path]) -> None:
    """Rows without the words typed are hidden, the number left is shown, and all come back."""
    page = browser.new_page()
    page.goto(written["good"].as_uri())
    box = page.locator("input[type=search]").first
    box.focus()
    page.keyboard.type("tandhuset")
    assert names(page, "table.map") == ["Tandhuset Sockertoppen"]
    assert page.locator("[role=status]").first.inner_text() == "1 av 10 rader visas"
    for _ in "tandhuset":
        page.keyboard.press("Backspace")
    assert len(names(page, "table.map")) == 10
    page.close()


def test_without_a_script_every_table_is_whole(browser: Browser, written: dict[str, Path]) -> None:
    """No control is shown that would do nothing, and no row is missing."""
    plain = browser.new_context(java_script_enabled=False).new_page()
    page = browser.new_page()
    for one in (plain, page):
        one.goto(written["good"].as_uri())
    assert plain.locator("input, button").count() == 0
    assert page.locator("button").count() > 20
    assert plain.locator("tbody tr").count() == page.locator("tbody tr").count() > 100
    plain.context.close()
    page.close()


def look(page: Page, scheme: Literal["light", "dark"], width: int) -> None:
    """Give the page a colour scheme and a window."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})


@pytest.mark.parametrize(
    "kind", ["good", "good index", "good clinic", "hostile", "logs alone", "comparison", "trend"]
)
def test_axe_finds_nothing_to_remark_on(
    browser: Browser, written: dict[str, Path], kind: str
) -> None:
    """WCAG 2.1 A and AA and axe's best practices; what width and scheme change, in each look.

    No look is wider than its window. Each scheme and each width is examined once, and one of the
    rows, findings and folds that are alike.
    """
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page()
    page.goto(written[kind].as_uri())
    page.evaluate(EVERY_FOLD_OPEN)
    for scheme, width in LOOKS:
        look(page, scheme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(ONE_OF_A_KIND)
    told = []
    for scheme, width in LOOKS[::2]:
        look(page, scheme, width)
        options: dict[str, list[str]] = {"resultTypes": ["violations"]}
        if (scheme, width) != LOOKS[0]:
            options["runOnly"] = LAID_OUT
        told += [
            f"{scheme} {width} {one['id']}: {node['html'][:200]} {node['failureSummary']}"
            for one in Axe().run(page, options=options).response["violations"]
            for node in one["nodes"]
        ]
    assert told == []
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_in_print(browser: Browser, written: dict[str, Path], kind: str) -> None:
    """On A4, every table, cell, picture and excerpt ends within the page, and all is shown.

    Chromium repeats headings on the next page, but leaves any button in them blank.
    """
    page = browser.new_page(viewport={"width": A4, "height": 1000})
    page.emulate_media(media="print")
    page.goto(written[kind].as_uri())
    cut = page.evaluate(CUT_OFF)
    assert cut == []
    assert page.locator("nav, .filter, .skip").filter(visible=True).count() == 0
    assert page.evaluate(HIDDEN) == []
    assert page.locator("thead button").evaluate_all(BOXES) == 0
    page.close()


FOLD = "#clinic-psykiatrimottagningen-dimhojden"
IN_SIGHT = """(fold) => fold.querySelector(".finding").checkVisibility()
    && fold.getBoundingClientRect().top >= -1 && fold.getBoundingClientRect().top < innerHeight"""


def test_a_fold_opens_by_keyboard_by_link_and_by_search(
    browser: Browser, written: dict[str, Path]
) -> None:
    """Enter on its heading, a click in the matrix, again once it was closed, an address, a search.

    A link to a text opens folds as a search in the page does.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(written["good"].as_uri())
    fold, link = page.locator(FOLD), page.locator(f"table.map a[href='{FOLD}']")
    assert not fold.evaluate(IN_SIGHT)
    fold.locator("> summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator(".finding").first.is_visible()
    page.keyboard.press("Enter")
    assert not fold.locator(".finding").first.is_visible()
    for _ in range(2):
        link.click()
        assert fold.evaluate(IN_SIGHT)
        fold.locator("> summary").press("Enter")
        assert not fold.locator(".finding").first.evaluate("(one) => one.checkVisibility()")
        page.evaluate("scrollTo(0, 0)")
    page.goto("about:blank")
    page.goto(f"{written['good'].as_uri()}#rule-egenremiss-not-offered")
    assert page.locator("#rule-egenremiss-not-offered").is_visible()
    page.goto("about:blank")
    page.goto(f"{written['good'].as_uri()}#:~:text=Egenremiss%20erbjuds%20inte%20i%201177")
    page.locator("details.clinic[open] .finding").first.wait_for()
    page.close()


def test_a_fold_opens_by_address_without_a_script(
    browser: Browser, written: dict[str, Path]
) -> None:
    """The style sheet does it where no script may."""
    plain = browser.new_context(java_script_enabled=False)
    for part, sought in ((FOLD, f"{FOLD} .finding"), ("#rule-egenremiss-not-offered",) * 2):
        page = plain.new_page()
        page.goto(f"{written['good'].as_uri()}{part}")
        assert page.locator(sought).first.evaluate("(one) => one.checkVisibility()")
        page.close()
    plain.close()


TOPS = """(table) => [
        table.closest(".scroll").getBoundingClientRect().top,
        table.tHead.getBoundingClientRect().top,
        table.closest(".scroll").getBoundingClientRect().left,
        table.tBodies[0].rows[30].cells[0].getBoundingClientRect().left,
    ]"""


CORNERS = """(table) => [...table.tHead.rows].map((row) => {
        const {left, top, height} = row.cells[0].getBoundingClientRect();
        const seen = document.elementFromPoint(left + 12, top + height - 12).closest("td, th");
        return seen === row.cells[0] ? seen.innerText || seen.tagName : seen.outerHTML;
    })"""
"""What is seen where the headings meet the names."""


def test_headings_and_names_stay_in_sight(browser: Browser, tmp_path: Path) -> None:
    """In a wide window over the page, in a narrow one within the table, scrolled both ways."""
    path = tmp_path / "many.html"
    path.write_bytes(render("html", audits.many_with_cases(60), View(SV)))
    page = browser.new_page()
    page.goto(path.as_uri())
    for table in (page.locator("table.map"), page.locator("table.heat")):
        page.set_viewport_size({"width": 1280, "height": 900})
        table.evaluate("(table) => table.tBodies[0].rows[30].scrollIntoView()")
        scrolled, heading, _, _ = table.evaluate(TOPS)
        assert scrolled < 0
        assert heading == 0
        page.set_viewport_size({"width": 390, "height": 844})
        table.scroll_into_view_if_needed()
        table.evaluate("(table) => table.closest('.scroll').scrollTo(250, 600)")
        assert table.evaluate("(table) => table.closest('.scroll').scrollLeft") > 100
        top, heading, left, name = table.evaluate(TOPS)
        assert (heading, name) == (top, left)
        assert table.evaluate(CORNERS) == [
            "TD",
            table.locator("thead th[scope=col]").first.inner_text(),
        ]
    page.close()


@pytest.mark.parametrize("kind", ["whole", "whole in English"])
def test_the_matrix_fits_where_it_does_not_scroll(
    browser: Browser, written: dict[str, Path], kind: str
) -> None:
    """From the least width at which it stands free, in either language."""
    page = browser.new_page()
    page.goto(written[kind].as_uri())
    for width in (1152, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for table in ("map", "heat"):
            matrix, main = page.locator(f"table.{table}"), page.locator("main")
            assert matrix.evaluate("(one) => getComputedStyle(one.parentElement).overflowX") == (
                "visible"
            )
            edge = "(one) => one.getBoundingClientRect().right"
            assert matrix.evaluate(edge) <= main.evaluate(edge)
    page.close()


def test_ten_clinics_fill_six_screens_and_a_capture_has_no_holes(
    browser: Browser, written: dict[str, Path]
) -> None:
    """Folded, at 1280 × 900; nothing waits to be scrolled to before it is laid out."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(written["whole"].as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * 900
    put_off = """[...document.querySelectorAll("*")].filter(
        (one) => getComputedStyle(one).contentVisibility === "auto").length"""
    assert page.evaluate(put_off) == 0
    page.close()


BROKEN_NAMES = """() => [...document.querySelectorAll("tbody th:has(a)")].flatMap((cell) => {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        const broken = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (const word of node.data.matchAll(/\\S+/g)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                if (new Set([...range.getClientRects()].map((one) => one.top)).size > 1) {
                    broken.push([cell.closest("table").className, word[0]].join(": "));
                }
            }
        }
        return broken;
    })"""
"""Finds words of names that go on in another line."""


BREAKS = "(all) => [...new Set(all.map((one) => getComputedStyle(one).breakBefore))]"


def test_the_first_printed_page_stands_alone(browser: Browser, written: dict[str, Path]) -> None:
    """Verdict, figures, what to do and the matrix of ten clinics fill one page, names in one piece.

    In a narrow window names are in one piece too. A table never ends with a lone row on a page.
    """
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(written["whole"].as_uri())
    assert page.evaluate(BROKEN_NAMES) == []
    page.set_viewport_size({"width": A4, "height": A4_HEIGHT})
    page.emulate_media(media="print")
    assert page.evaluate(BROKEN_NAMES) == []
    next_page = page.locator("#replies")
    assert next_page.evaluate("(one) => getComputedStyle(one).breakBefore") == "page"
    matrix = page.locator("table.map")
    matrix.locator("tbody a").evaluate_all(
        "(all, name) => all.forEach((one) => { one.textContent = name; })",
        "Öppenvårdspsykiatriska mottagningen Ljungviken",
    )
    assert page.evaluate(BROKEN_NAMES) == []
    assert matrix.evaluate("(one) => one.getBoundingClientRect().bottom") <= A4_HEIGHT
    assert page.locator("tbody tr:last-child").evaluate_all(BREAKS) == ["avoid"]
    page.close()


def test_a_region_stays_light() -> None:
    """The page of a thousand clinics, each with findings, stays under 5 MB."""
    assert len(render("html", audits.many_with_cases(1_000), View(SV))) < 5_000_000
