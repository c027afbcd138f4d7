"""Write the generated documents: the rule reference, the table of headers, pictures of the report.

Run it in the repository's root after a change of the rules or of the report::

    python docs/make.py

The picture of the HTML report is taken by Chromium; without it, the old one stays.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

from basutbud import __version__
from basutbud.audit import Terms, audit_clinics
from basutbud.caselog.columns import SYNONYMS
from basutbud.cli.options import DEFAULT_RULES
from basutbud.formats import View, render
from basutbud.formats.common.ruletext import explain_rule, private_day
from basutbud.language import LANGUAGES, Language
from basutbud.model.mandate import Mandate
from basutbud.model.report import Report
from basutbud.model.ruleset import RuleSet
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.sources.discovery import discover, shown_path
from basutbud.sources.gathering import ClinicFile, Gathered

ROOT = Path(__file__).parent.parent
_LINES_PICTURED = 55
_PIXELS_PICTURED = 1130
_CHROMIUM = shutil.which("chromium")


def documents() -> dict[Path, str]:
    """Return every generated document by its path in the repository."""
    return {
        Path("docs/regler.md"): rule_reference("sv"),
        Path("docs/rules.en.md"): rule_reference("en"),
        Path("docs/underlag.md"): headers(),
        Path("docs/report.svg"): picture(),
    }


def rule_reference(code: str) -> str:
    """Return the rules in full, as Markdown, in one language."""
    ruleset, language = load_ruleset(DEFAULT_RULES), LANGUAGES[code]
    parts = [
        f"# {ruleset.title[code]} ({ruleset.decision.reference})",
        f"<!-- {ruleset.id} {ruleset.version}: python docs/make.py -->",
        rule_table(ruleset, language),
    ]
    for rule in ruleset.rules:
        name, *sections = explain_rule(rule, ruleset, language, 10_000).strip().split("\n\n")
        rule_id, title = name.split("\n")
        parts.append(f"## {title}\n\n`{rule_id}`")
        for section in sections:
            heading, body = section.split("\n", 1)
            paragraphs = "\n\n".join(line.strip() for line in body.splitlines())
            parts.append(f"**{heading}.** {paragraphs}")
    return "\n\n".join(parts) + "\n"


def rule_table(ruleset: RuleSet, language: Language) -> str:
    """Return the rules as a table of links: what each asks, how much it weighs, from when."""
    text = language.text
    heads = [text(f"column_{one}") for one in ("rule", "severity", "region", "private")]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for rule in ruleset.rules:
        title = rule.title[language.code]
        anchor = re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")
        cells = [
            f"[{title}](#{anchor})",
            text(f"severity_{rule.severity}"),
            rule.in_force.region.isoformat(),
            private_day(rule.in_force, language),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def headers() -> str:
    """Return the Swedish page on what is audited, with its table of the headers of logs."""
    text = (ROOT / "docs" / "underlag.md").read_text(encoding="utf-8")
    rows = [
        f"| {LANGUAGES['sv'].text(f'role_{role}')} | `{role}` | {' · '.join(names)} |"
        for role, names in SYNONYMS.items()
    ]
    table = "\n".join(["| kolumn | roll | rubriker |", "|---|---|---|", *rows])
    begin, end = "<!-- rubriker: python docs/make.py -->\n", "\n<!-- /rubriker -->"
    before, _, rest = text.partition(begin)
    return before + begin + table + end + rest.partition(end)[2]


def picture() -> str:
    """Return the top of the report on the examples as SVG, drawn as a terminal of 100 columns."""
    text = render("text", examples(), View(LANGUAGES["sv"], width=100, color=True)).decode()
    top = "\n".join(text.split("\n")[:_LINES_PICTURED])
    target = io.StringIO()
    console = Console(record=True, width=100, file=target, force_terminal=True, _environ={})
    console.print(Text.from_ansi(top))
    svg = console.export_svg(
        title="basutbud audit examples/clinics --as-of 2017-06-30", unique_id="report"
    )
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def photograph(target: Path) -> None:
    """Write a picture of the top of the HTML report on the examples, as a browser shows it."""
    from playwright.sync_api import sync_playwright

    page = render("html", examples(), View(LANGUAGES["sv"])).decode()
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        path = Path(folder, "report.html")
        path.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=_CHROMIUM, args=("--no-sandbox", "--disable-gpu")
        )
        window = browser.new_page(viewport={"width": 1200, "height": _PIXELS_PICTURED})
        window.goto(path.as_uri())
        window.screenshot(path=target)
        browser.close()


@cache
def examples() -> Report:
    """Return the audit of the examples."""
    folder = ROOT / "examples" / "clinics"
    found = discover([folder], ROOT)
    ruleset = load_ruleset(DEFAULT_RULES)
    files = [
        ClinicFile(path.parent, path.stem, shown_path(path, ROOT), path.read_bytes())
        for path in found.clinics
    ]
    logs = tuple((path, shown_path(path, ROOT)) for path in found.logs)
    return audit_clinics(
        Gathered(tuple(files), logs, ROOT),
        Terms(ruleset, ruleset.rules, Mandate(date(2017, 6, 30), ruleset.id), __version__),
    )


def main() -> None:
    """Write all documents."""
    for path, text in documents().items():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
    if _CHROMIUM is None:
        sys.exit("docs/report-html.png was left as it is: no Chromium here")
    photograph(ROOT / "docs" / "report-html.png")


if __name__ == "__main__":
    main()
