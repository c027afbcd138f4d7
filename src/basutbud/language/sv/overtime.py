"""Words of what lives on from one audit to the next, in Swedish: reports, waivers, baselines."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "report_not_json": (
        "Filen är inte JSON",
        "Ange en rapport som `basutbud audit -o json=FIL` har skrivit.",
    ),
    "report_foreign": (
        "Filen är inte en rapport från basutbud",
        "Ange en rapport som `basutbud audit -o json=FIL` har skrivit.",
    ),
    "report_version": (
        "Rapporten har schemaversion {version}; detta basutbud läser version {current}",
        "Gör om rapporten med detta basutbud, eller läs den med det som gjorde den.",
    ),
    "report_faulty": (
        "Rapporten är inte som basutbud skrev den, vid `{where}`",
        "Gör om rapporten: en som har ändrats för hand går inte att lita på.",
    ),
}
