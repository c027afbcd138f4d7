"""Words of what lives on from one audit to the next: saved reports, waivers, baselines."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "report_not_json": (
        "The file is not JSON",
        "Give a report that `basutbud audit -o json=FILE` wrote.",
    ),
    "report_foreign": (
        "The file is not a report by basutbud",
        "Give a report that `basutbud audit -o json=FILE` wrote.",
    ),
    "report_version": (
        "The report has schema version {version}; this basutbud reads version {current}",
        "Make the report again with this basutbud, or read it with the one that made it.",
    ),
    "report_faulty": (
        "The report is not as basutbud wrote it, at `{where}`",
        "Make the report again: one that was changed by hand is not to be relied on.",
    ),
}
