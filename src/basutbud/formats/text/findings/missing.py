"""The services that a clinic must offer and does not, in one block with one clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from basutbud.formats.common.excuses import justification
from basutbud.formats.common.remarks import finding_standing
from basutbud.formats.common.view import View
from basutbud.formats.text.findings import parts
from basutbud.formats.text.marks import Prose, join_facts
from basutbud.model.finding import Finding
from basutbud.model.vocabulary import Outcome

_TOGETHER = (Outcome.VIOLATION, Outcome.UPCOMING)


def not_offered(findings: Sequence[Finding]) -> Mapping[Outcome, Sequence[Finding]]:
    """Return the findings of services not offered, where an outcome has several, by outcome."""
    groups = {
        outcome: [one for one in findings if one.outcome is outcome and one.rule.requires_service]
        for outcome in _TOGETHER
    }
    return {outcome: group for outcome, group in groups.items() if len(group) > 1}


def not_offered_together(group: Sequence[Finding], view: View) -> list[RenderableType]:
    """Return such findings as one: each in a sentence with its place, and what they rest on."""
    language = view.language
    title = Text(language.text("services_not_offered", n=len(group)), style="bold")
    lines: list[RenderableType] = []
    for finding in group:
        where = language.location(finding.location)
        about = join_facts([finding_standing(finding, language), finding.rule.id, where])
        lines += [parts.message(finding, view), parts.indented([about])]
        if excused := justification(finding, language):
            lines.append(parts.indented([Prose(Text(excused), hang=2)]))
    for sentence in _joined([(one, one.rule.clause.quote) for one in group], " … "):
        lines.append(Prose(Text(f"”{sentence}”", style="italic"), hang=1))
    remedies = [(one, one.rule.remedy[language.code]) for one in group]
    lines += [Prose(Text(f"→ {one}"), hang=2) for one in _joined(remedies, ", ")]
    return [
        Prose(Text.assemble(parts.mark(group[0]), " ", title), hang=2),
        parts.indented([line if not isinstance(line, Text) else Prose(line) for line in lines]),
    ]


def _joined(said: Sequence[tuple[Finding, str]], mark: str) -> list[str]:
    """Return sentences that differ only in the service's name as one with all the names.

    The decision is quoted in its own language, so the name is sought in every language.
    """
    names: dict[str, list[str]] = {}
    for finding, sentence in said:
        name = finding.facts.get("service")
        known = name.values() if isinstance(name, Mapping) else ()
        shown = next((one for one in known if one in sentence), "")
        pattern = sentence.replace(shown, "\0") if shown else sentence
        names.setdefault(pattern, []).append(shown)
    return [pattern.replace("\0", mark.join(found)) for pattern, found in names.items()]
