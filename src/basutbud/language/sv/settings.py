"""Inställningarnas ord: variabler, projektfilen, och var varje värde kommer ifrån."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "project_file": "Projektfil: {path}",
    "no_project_file": "Ingen projektfil.",
    "setting_default": "förval",
    "setting_beats": "går före {values}",
}
PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "unknown_variable": (
        "Det finns ingen inställning med det namnet",
        (
            "Rätta stavningen, eller kalla variabeln något annat: de som börjar med `BASUTBUD_` är "
            "basutbuds egna."
        ),
    ),
    "config_and_none": ("--config och --no-config motsäger varandra", "Ange ett av dem."),
    "barred_no_waivers": (
        "`{key}` får inte stå i projektfilen",
        "Utelämna `waivers`, eller ange --no-waivers för en enda körning.",
    ),
    "barred_allow_incomparable": (
        "`{key}` får inte stå i projektfilen",
        (
            "Det skulle för gott dölja att brott inte längre jämförs. Ang"
            "e det för en enda körning: --allow-incomparable."
        ),
    ),
    "barred_as_of": (
        "`{key}` får inte stå i projektfilen",
        (
            "En dag som ligger kvar skulle granska varje senare dag som den dagen, och dölja nya "
            "brott. Ange den när den behövs: --as-of, eller `BASUTBUD_AS_OF`."
        ),
    ),
    "past_as_of": (
        "Dagen som granskningen ska avse, {value}, ligger före i dag ({today})",
        (
            "En tidigare dag döljer de brott som har tillkommit. Utelämna den, eller tillåt den: "
            "--no-refuse-past-as-of (i CI: `allow-past-as-of`)."
        ),
    ),
}
