"""Words of the charts, on the page and in the workbook, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "chart_by_month_note": (
        "Efter den månad då ärendet kom in. Bara ärenden som besvarats eller vars frist gått "
        "ut räknas."
    ),
    "chart_chance_note": (
        "Intervall och gränser säger vad slumpen förklarar mellan perioder och mellan "
        "{units}. De ändrar inget omdöme: ett sent ärende är sent."
    ),
    "chart_interval": "95 %-intervall",
    "chart_limits": "Gränser",
    "chart_limits_95": "Gränser, 95 %",
    "chart_signal": "Mer än slumpen",
    "chart_preliminary": "preliminär",
    "chart_signal_below_limit": "under gränsen",
    "chart_signal_above_limit": "över gränsen",
    "chart_signal_seven_below": "sju i rad under medel",
    "chart_signal_seven_above": "sju i rad över medel",
    "chart_signal_seven_falling": "sju i rad allt lägre",
    "chart_signal_seven_rising": "sju i rad allt högre",
    "chart_funnel": "Skiljer de sig mer än av slumpen?",
    "chart_dispersion": (
        "Som grupp skiljer de sig mer än slumpen, och banden är därför {times} gånger så breda."
    ),
    "chart_dispersion_chance": (
        "Som grupp skiljer de sig inte mer än av slumpen, så banden är inte vidgade."
    ),
    "chart_dispersion_none": (
        "De är för få, eller för lika, för att banden ska kunna vidgas efter hur mycket de "
        "skiljer sig som grupp."
    ),
    "chart_place": "Läge",
    "chart_place_below_998": "lägre, utanför 99,8 %",
    "chart_place_below_950": "lägre, utanför 95 %",
    "chart_place_within": "inom gränserna",
    "chart_place_above_950": "högre, utanför 95 %",
    "chart_place_above_998": "högre, utanför 99,8 %",
}
