"""The list of waivers: the state of each, its clinics and rules, and its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from basutbud.formats.common.excuses import approval, percentage
from basutbud.formats.text.findings.parts import indented
from basutbud.formats.text.marks import Prose, join_facts
from basutbud.formats.text.printing import print_lines
from basutbud.language import Language
from basutbud.model.overtime.excuse import WaiverStanding, WaiverState


def listed(standings: Sequence[WaiverStanding], as_of: date, language: Language, width: int) -> str:
    """Return the waivers in the order of their file, as of a day."""
    if not standings:
        return language.text("waivers_none") + "\n"
    blocks = [Group(*_block(one, as_of, language)) for one in standings]
    spaced = [part for block in blocks for part in (block, "")]
    return print_lines(Group(*spaced[:-1]), width)


def standing(one: WaiverStanding, as_of: date, language: Language) -> str:
    """Say in which state a waiver is: ``ended 2017-05-31, 30 days ago``."""
    waiver, left = one.waiver, one.waiver.days_left(as_of)
    if one.state is WaiverState.EXPIRING and not left:
        return language.text("standing_last_day", expires=waiver.expires)
    return language.text(
        f"standing_{one.state}", granted=waiver.granted, expires=waiver.expires, n=abs(left)
    )


def _block(one: WaiverStanding, as_of: date, language: Language) -> Iterator[RenderableType]:
    waiver = one.waiver
    said = standing(one, as_of, language)
    yield Prose(Text.assemble((waiver.id, "bold"), f" · {said}"), hang=2)
    concerned = [*waiver.rules, *waiver.shown_clinics]
    concerned += [waiver.service] if waiver.service else []
    if waiver.ceiling is not None:
        share = percentage(waiver.ceiling, language)
        concerned.append(language.text("waiver_ceiling_of", share=share))
    if one.findings:
        concerned.append(language.text("waiver_findings", n=one.findings))
    reason = Prose(Text(f"{waiver.reason} ({approval(waiver, language)})"))
    yield indented([join_facts(concerned), reason])
