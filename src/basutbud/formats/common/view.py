"""How a report is to be shown: everything that a format depends on beside the report."""

from __future__ import annotations

from dataclasses import dataclass

from basutbud.language import Language
from basutbud.model.vocabulary import CsvDialect, GroupBy


@dataclass(frozen=True, slots=True)
class View:
    """The reader's choices. ``width`` and ``color`` concern terminal text alone.

    ``detail``: -1 the verdict line alone, 0 a report bounded to what a person reads, 1 all that
    the report holds. ``title`` and ``contact`` are the user's own words for a page that is
    published. ``brief``: the terminal report has a line a finding.
    """

    language: Language
    width: int = 80
    color: bool = False
    detail: int = 0
    brief: bool = False
    case_ids: bool = True
    show_passed: bool = False
    group_by: GroupBy = GroupBy.CLINIC
    csv_dialect: CsvDialect = CsvDialect.EXCEL
    title: str = ""
    contact: str = ""
