"""Write the generated documents: the rule reference and the picture of the report.

Run it in the repository's root after a change of the rules or of the report::

    python docs/make.py
"""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from basutbud import __version__
from basutbud.audit import Terms, audit_clinics
from basutbud.cli.options import DEFAULT_RULES
from basutbud.discovery import discover, shown_path
from basutbud.formats import View, render
from basutbud.formats.ruletext import explained
from basutbud.gathering import ClinicFile, Gathered
from basutbud.language import LANGUAGES
from basutbud.ruleset import load_ruleset

ROOT = Path(__file__).parent.parent
_LINES_PICTURED = 55


def documents() -> dict[Path, str]:
    """Return every generated document by its path in the repository."""
    return {
        Path("docs/regler.md"): rule_reference("sv"),
        Path("docs/rules.en.md"): rule_reference("en"),
        Path("docs/report.svg"): picture(),
    }


def rule_reference(code: str) -> str:
    """Return the rules in full, as Markdown, in one language."""
    ruleset, language = load_ruleset(DEFAULT_RULES), LANGUAGES[code]
    parts = [
        f"# {ruleset.title[code]} ({ruleset.decision.reference})",
        f"<!-- {ruleset.id} {ruleset.version}: python docs/make.py -->",
    ]
    for rule in ruleset.rules:
        name, *sections = explained(rule, ruleset, language, 10_000).strip().split("\n\n")
        rule_id, title = name.split("\n")
        parts.append(f"## {title}\n\n`{rule_id}`")
        for section in sections:
            heading, body = section.split("\n", 1)
            parts.append(f"**{heading}.** {body.strip()}")
    return "\n\n".join(parts) + "\n"


def picture() -> str:
    """Return the top of the report on the examples as SVG, drawn as a terminal of 100 columns."""
    examples = ROOT / "examples" / "clinics"
    found = discover([examples], ROOT)
    ruleset = load_ruleset(DEFAULT_RULES)
    files = [
        ClinicFile(path.parent, path.stem, shown_path(path, ROOT), path.read_bytes())
        for path in found.clinics
    ]
    logs = tuple((path, shown_path(path, ROOT)) for path in found.logs)
    report = audit_clinics(
        Gathered(tuple(files), logs, ROOT),
        Terms(ruleset, ruleset.rules, date(2017, 6, 30), __version__),
    )
    text = render("text", report, View(LANGUAGES["sv"], width=100, color=True)).decode()
    top = "\n".join(text.split("\n")[:_LINES_PICTURED])
    target = io.StringIO()
    console = Console(record=True, width=100, file=target, force_terminal=True, _environ={})
    console.print(Text.from_ansi(top))
    svg = console.export_svg(
        title="basutbud audit examples/clinics --as-of 2017-06-30", unique_id="report"
    )
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main() -> None:
    """Write all documents."""
    for path, text in documents().items():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
