"""Words of the HTML report, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page_filter": "Filtrera tabellen:",
    "page_sort": "Sortera",
    "page_shown": "# av # rader visas",
    "page_skip": "Till innehållet",
    "page_made_by": (
        "Gjord av basutbud {tool} enligt regelverket {ruleset}. Sidan hämtar inget från någon "
        "annan plats."
    ),
    "page_median": "Vardagar, median",
    "page_ninetieth": "90:e percentil",
    "page_longest": "Längst",
    "page_worst_cases": "De ärenden som dröjt längst: {shown} av {n}",
    "page_case": ("inkom {received}, {n} vardag över|inkom {received}, {n} vardagar över"),
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
        "linjen är fristen, {n} vardag.|Besvarade ärenden efter hur många vardagar det första "
        "svaret tog. Den streckade linjen är fristen, {n} vardagar."
    ),
    "page_limit": "Frist: {n} vardag|Frist: {n} vardagar",
    "page_too_late": "för sent",
    "page_chart": "Diagram: {of}",
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
        "Med så här många mottagningar står det en gång för alla, under Reglerna, hur ett "
        "krav uppfylls. Med `--split-by clinic` får varje mottagning en egen sida med allt."
    ),
    "page_open_all": "Öppna alla",
    "page_close_all": "Stäng alla",
    "page_contact": "Kontakt: {contact}",
    "page_breaches_n": "{n} avvikelse|{n} avvikelser",
    "page_in_time_n": "{share} i tid",
    "page_more_tables": "Fler tabeller",
    "page_table": "Visa som tabell",
    "page_heat": "Andel i tid, månad för månad",
    "page_heat_note": (
        "Hela procent, avrundade nedåt, efter den månad då ärendet kom in; lägst andel i tid "
        "först. Inom parentes: färre än tio ärenden. ▼ och ▲: mer än slumpen, jämfört med "
        "samma {unit}s andra månader."
    ),
    "page_heat_below": "under {n}",
    "page_months_limits": (
        "Bandet är det som slumpen håller sig inom (p′-diagram, tre sigma). ▼ och ▲ är mer än "
        "slumpen: utanför bandet, eller sju månader i rad på samma sida eller åt samma håll. "
        "Ofyllda månader har öppna ärenden, är preliminära och räknas inte in."
    ),
    "page_months_few": (
        "Strecken är 95 %-intervall. Gränser för vad som är mer än slumpen ritas från tolv "
        "månader utan öppna ärenden; ofyllda månader har öppna ärenden och är preliminära."
    ),
    "page_funnel_point": "{name}: {share} av {n} ärende|{name}: {share} av {n} ärenden",
    "page_funnel_note": (
        "Varje punkt är en {unit}: antal ärenden åt höger, andel i tid uppåt. Linjen är allas "
        "andel, {share}; utanför det inre bandet ligger av slumpen en {unit} av tjugo, "
        "utanför det yttre en av femhundra (namngiven om det får plats)."
    ),
    "page_bar_overdue": "utan svar",
    "page_bar_open": "öppna",
    "page_rules_n": "{n} regel|{n} regler",
    "page_heat_earlier": "{n} tidigare månad visas inte.|{n} tidigare månader visas inte.",
    "page_clinic_share": (
        "{share} i tid (95 %-intervall {interval}, {n} ärende).|{share} i tid (95 %-intervall "
        "{interval}, {n} ärenden)."
    ),
    "page_placed_below_998": "Det är lägre än slumpen förklarar: utanför gränsen för 99,8 %.",
    "page_placed_below_950": (
        "Det är lågt: utanför gränsen för 95 %, dit slumpen når för en av fyrtio."
    ),
    "page_placed_within": "Det skiljer sig inte mer än av slumpen från allas andel.",
    "page_placed_above_950": (
        "Det är högt: utanför gränsen för 95 %, dit slumpen når för en av fyrtio."
    ),
    "page_placed_above_998": "Det är högre än slumpen förklarar: utanför gränsen för 99,8 %.",
}
