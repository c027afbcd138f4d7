"""Words of the HTML report, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page_filter": "Filtrera tabellen:",
    "page_sort": "Sortera",
    "page_shown": "# av # rader visas",
    "page_skip": "Till innehållet",
    "page_made_by": (
        "Gjord av basutbud {tool} enligt regelverket {ruleset}. Sidan hämtar inget från "
        "någon annan plats."
    ),
    "page_bar": "Andel",
    "page_median": "Vardagar, median",
    "page_ninetieth": "90:e percentil",
    "page_longest": "Längst",
    "page_worst_cases": "De ärenden som dröjt längst: {shown} av {n}",
    "page_contents": "Innehåll",
    "page_requirements": "Alla krav",
    "page_requirement": "Krav",
    "page_basis": "Vad granskningen vilar på",
    "page_rules": "Reglerna",
    "page_legend": "Teckenförklaring",
    "page_map_caption": "Utfallet för varje tjänst, de sämsta mottagningarna först",
    "page_distribution": "Svarstider i vardagar",
    "page_distribution_note": (
        "Besvarade ärenden efter hur många vardagar det första svaret tog. Den streckade "
        "linjen är fristen, {n} vardag.|Besvarade ärenden efter hur många vardagar det "
        "första svaret tog. Den streckade linjen är fristen, {n} vardagar."
    ),
    "page_limit": "Frist: {n} vardag|Frist: {n} vardagar",
    "page_too_late": "för sent",
    "page_chart": "Diagram: {of}",
    "page_by_month_note": (
        "Efter den månad då ärendet kom in. Bara ärenden som besvarats eller vars frist gått "
        "ut räknas."
    ),
    "page_ranked": "Lägst andel i tid först",
    "page_calendar": "Dagar som inte räknas som vardagar ({country})",
    "page_calendar_beside": "Dagar som inte räknas som vardagar, utöver {weekdays} ({country})",
    "page_date": "Datum",
    "page_weekday": "Veckodag",
    "page_name": "Namn",
    "page_index": "Alla sidor",
    "page_breaches": "Avvikelser",
    "page_warnings": "Varningar",
    "page_in_brief": (
        "Med så här många mottagningar står beslutets ord, och hur det uppfylls, en gång "
        "för alla under Reglerna. Med `--split-by clinic` får varje mottagning en egen sida "
        "med allt."
    ),
}
