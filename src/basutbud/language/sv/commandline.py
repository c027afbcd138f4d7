"""Kommandoradens ord: hjälpen till varje kommando, alternativ och argument, och inställningarna."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "help_usage": "Användning",
    "help_required": "krävs",
    "help_default": "förval:\N{NO-BREAK SPACE}{value}",
    "help_opposites": (
        "Det som projektfilen slår på stängs av med motsatsen, till exempel --no-quiet eller "
        "--progress."
    ),
    "help_exit_codes": (
        "Slutkoder: 0 inget att anmärka på; 1 avvikelser; 2 fel i kommandoraden, projektfilen, "
        "regelverket eller undantagen; 3 något saknas eller går inte att läsa; 4 internt fel. "
        "`basutbud KOMMANDO --help` visar alternativen för ett kommando."
    ),
    # Rubriker
    "panel_arguments": "Argument",
    "panel_what": "Vad som granskas",
    "panel_when": "Dag och period",
    "panel_policy": "Hur det bedöms",
    "panel_output": "Utdata",
    "panel_display": "Visning",
    "panel_logs": "Läsning av loggar",
    "panel_config": "Inställningar",
    "panel_others": "Övrigt",
    "panel_commands": "Kommandon",
    # Kommandon
    "command_all": "Granska mottagningar mot beslutet om basutbud i 1177 (HS 20-2016).",
    "command_audit": "Granska mottagningsfiler, och ärendeloggarna bland dem.",
    "command_cases": "Bedöm bara svarstider, ur ärendeloggar utan mottagningsfiler.",
    "command_due": "Visa när ett ärende från en viss dag ska vara besvarat, och varför.",
    "command_explain": "Förklara en regel eller, med --case, ett ärende dag för dag.",
    "command_diff": "Jämför två JSON-rapporter: vad som har ändrats, och varför.",
    "command_trend": "Visa utvecklingen i flera JSON-rapporter: svarstider och utslag.",
    "command_verify": "Gör om granskningen i en JSON-rapport: blir det samma resultat?",
    "command_waivers": "Lista undantag, eller hitta dem som har upphört eller inte används.",
    "command_waivers_list": "Lista undantag, vart och ett med läge, sista dag och skäl.",
    "command_waivers_check": (
        "Visa de undantag som har upphört, snart upphör, inte används eller gäller en okänd "
        "mottagning eller tjänst. Slutkoden är 1 om det finns några."
    ),
    "command_baseline": "Spara ett utgångsläge: de brister som redan är kända.",
    "command_baseline_write": "Spara bristerna i en rapport som utgångsläge, utan ärende-id:n.",
    "command_rules": "Visa regelverket, kontrollera en regelfil, skriv en kalender.",
    "command_rules_list": "Visa regelverket som en tabell.",
    "command_rules_check": "Kontrollera regelfiler, och visa alla fel på en gång.",
    "command_rules_calendar": "Skriv en kalenderfil: helgdagar och andra fridagar.",
    "command_schema": "Skriv ut JSON-schemat för en fil som basutbud läser eller skriver.",
    # Argument
    "option_paths": "Filer eller mappar; `-` är en mottagningsfil från standard in.",
    "option_paths_waivers": (
        "Mottagningsfiler och loggar att granska, så att undantag som inte motsvaras av någon "
        "brist hittas."
    ),
    "option_logs": "Ärendeloggar, eller mappar med sådana; `-` är en logg från standard in.",
    "option_date": "Dagen då ärendet kom in, som ÅÅÅÅ-MM-DD, eller `today` (i dag).",
    "option_subject": "En regels id, eller ett ord om den; med --case ärendeloggar.",
    "option_old": "Den tidigare rapporten, skriven med `audit -o json`.",
    "option_new": "Den senare rapporten.",
    "option_report": "En rapport, skriven med `audit -o json`.",
    "option_reports": "Rapporter, skrivna med `audit -o json`.",
    "option_file": "Filen med undantag.",
    "option_files": "Regelfiler (förval: de som följer med basutbud).",
    "option_country": "Landets kod i ISO 3166.",
    "option_first_year": "Det första året.",
    "option_last_year": "Det sista året.",
    "option_name": "Vad som ska beskrivas:",
    # Vad som granskas
    "option_cases": "Fler ärendeloggar (kan upprepas).",
    "option_include": "Granska bara filer som mönstret träffar (kan upprepas).",
    "option_exclude": (
        "Utelämna filer som mönstret träffar, skrivet som i .gitignore: ett namn, `mapp/` eller "
        "en sökväg (kan upprepas)."
    ),
    "option_provider": "Granska bara mottagningar med det här slaget av vårdgivare.",
    "option_select": "Tillämpa bara dessa regler; * står för vad som helst (kan upprepas).",
    "option_ignore": "Tillämpa inte dessa regler; * står för vad som helst (kan upprepas).",
    "option_allow_empty": "Att inget finns att granska är inget fel.",
    "option_list_files": "Lista filerna som hittas, utan att granska dem.",
    "option_case": "Förklara ärendet med detta id i loggarna.",
    # Dag och period
    "option_as_of": "Granska per denna dag (förval: i dag i Stockholm).",
    "option_refuse_past_as_of": "Granska inte per en dag före i dag; för CI.",
    "option_as_if_in_force": "Bedöm som om varje regel redan gällde för varje ärende.",
    "option_from": "Räkna bara ärenden som kom in denna dag eller senare.",
    "option_to": "Räkna bara ärenden som kom in till och med denna dag.",
    "option_warn_days": "Anmäl undantag som har så här många dagar kvar, eller färre.",
    # Hur det bedöms
    "option_rules": "Regelverket: en fil, eller id för ett som följer med basutbud.",
    "option_rules_diff": (
        "Regelverket som reglernas namn tas ur (förval: det som NY bedömdes efter)."
    ),
    "option_waivers": "En fil med undantag: brister som godtas av ett skäl till en viss dag.",
    "option_no_waivers": "Bedöm som om det inte fanns några undantag.",
    "option_baseline": (
        "En rapport, eller ett utgångsläge från `baseline write`: bara det som är nytt eller "
        "värre fälls."
    ),
    "option_worse_by": "Procentenheter som andelen sena svar får öka från utgångsläget.",
    "option_fail_on": "Det lindrigaste som ger slutkod 1.",
    "option_rulings": "Vad som hänger på avgöranden som kunde vara andra: text, json, html.",
    "option_fail_on_new": (
        "Sluta med 1 om något är nytt eller värre, och med 3 om en avvikelse inte går att jämföra."
    ),
    "option_allow_incomparable": "Med --fail-on-new: det som inte går att jämföra är inget fel.",
    "option_shrink_only": (
        "Ta bara bort det som har åtgärdats; sluta med 1 om något är nytt eller värre."
    ),
    # Utdata
    "option_output": (
        "En rapport i detta format, på skärmen eller i en fil (kan upprepas): text, concise, json, "
        "html, csv, xlsx, sarif, junit, github, gitlab eller markdown."
    ),
    "option_output_diff": (
        "Jämförelsen i detta format, på skärmen eller i en fil (kan upprepas): text, json, html, "
        "markdown, sarif, junit eller gitlab."
    ),
    "option_output_trend": (
        "Utvecklingen i detta format, på skärmen eller i en fil (kan upprepas): text, json, csv "
        "eller html."
    ),
    "option_output_baseline": "Filen som utgångsläget sparas i.",
    "option_output_rules": "Skriv till denna fil i stället för på skärmen.",
    "option_split_by": "Skriv en HTML-sida för varje mottagning, och en förteckning, i denna mapp.",
    "option_title": "HTML-sidornas rubrik, i stället för beslutets.",
    "option_contact": "Vem man kan fråga, på HTML-sidor: en funktion, ingen person.",
    "option_case_list": "Skriv alla ärenden som inte besvarades i tid: .csv eller .parquet.",
    "option_rejects": "Skriv plats och orsak för varje oläsbar rad: .csv.",
    "option_show_passed": "Lista också de regler som är uppfyllda.",
    "option_no_case_ids": "Utelämna ärende-id:n.",
    "option_group_by": "Ordna bristerna efter mottagning eller efter regel.",
    "option_csv_dialect": "CSV för svensk Excel, enligt RFC 4180, eller med tabbar.",
    # Visning
    "option_lang": "Språket (förval: datorns språk, annars svenska).",
    "option_color": "När färg ska användas.",
    "option_no_progress": "Visa inte hur långt arbetet har kommit.",
    "option_brief": "Visa utslaget, matrisen och en rad per brist.",
    "option_quiet": "Visa bara raden med utslaget.",
    "option_verbose": "Visa allt i rapporten; vid granskning också hur varje logg har lästs.",
    # Läsning av loggar
    "option_column": (
        'Vad en kolumn är, efter dess rubrik: `received="Inkom datum"` (kan upprepas). Loggar '
        "utan den rubriken läses som vanligt."
    ),
    "option_delimiter": "Vad som skiljer fälten åt: `semicolon`, `comma`, `tab` eller `pipe`.",
    "option_encoding": "Hur tecknen är kodade: utf-8, windows-1252, cp850 …",
    "option_sheet": "Ett blad i arbetsböcker (kan upprepas; förval: varje synligt blad med logg).",
    "option_timestamp_zone": "Tidszonen för tider i Parquet som inte anger den (INT96).",
    "option_engine": "Vad som läser loggarna: DuckDB på datorn, eller Spark i ett kluster.",
    "option_spark_master": "Adressen till Sparks master (förval: den här datorn).",
    "option_memory_limit": (
        "Minne till loggarna, till exempel 500MiB eller 2GiB; därutöver används en tillfällig mapp."
    ),
    "option_max_rejected": "Hur många oläsbara rader som tolereras i varje logg.",
    "option_require_logs": "Att en mottagning saknar ärenden i någon logg är ett fel.",
    # Inställningar
    "option_config": "Projektfilen (förval: närmaste basutbud.yaml, från mappen och uppåt).",
    "option_no_config": "Läs ingen projektfil.",
    "option_show_config": "Visa varje inställning, var den anges och vad den går före.",
    # Övrigt
    "option_help": "Visa denna hjälp.",
    "option_version": "Visa versionen.",
    "option_install_completion": "Installera komplettering av kommandon i skalet.",
    "option_show_completion": "Visa skriptet som ger kompletteringen.",
    # Platshållare
    "metavar_CHAR": "TECKEN",
    "metavar_COMMAND": "KOMMANDO",
    "metavar_COUNTRY": "LAND",
    "metavar_DATE": "DATUM",
    "metavar_DIR": "MAPP",
    "metavar_FILE": "FIL",
    "metavar_FIRST_YEAR": "FÖRSTA_ÅR",
    "metavar_HEADER": "RUBRIK",
    "metavar_LAST_YEAR": "SISTA_ÅR",
    "metavar_LOG": "LOGG",
    "metavar_NAME": "NAMN",
    "metavar_NEW": "NY",
    "metavar_OLD": "GAMMAL",
    "metavar_OPTIONS": "ALTERNATIV",
    "metavar_PATH": "SÖKVÄG",
    "metavar_PATTERN": "MÖNSTER",
    "metavar_POINTS": "TAL",
    "metavar_REPORT": "RAPPORT",
    "metavar_ROLE": "ROLL",
    "metavar_RULE": "REGEL",
    "metavar_SIZE": "STORLEK",
    "metavar_YYYY": "ÅÅÅÅ",
    # Inställningar som visas
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
