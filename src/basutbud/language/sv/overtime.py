"""Words of what lives on from one audit to the next, in Swedish: reports, waivers, baselines."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "waiver_covers": "{id}, till och med {expires}: {reason}",
    "waiver_expired": (
        "{id} upphörde {expires}, för {n} dag sedan|{id} upphörde {expires}, för {n} dagar sedan"
    ),
    "waiver_over_ceiling": "{id} gäller upp till {ceiling} sena ärenden; {late} av {of} är sena",
    "waiver_pending": "{id} gäller från {granted}",
    "waiver_others": "; även {ids}",
    "waiver_approved": "godkänt av {role}",
    "baseline_known": "i utgångsläget {as_of}",
    "baseline_worse": "värre än i utgångsläget {as_of}",
    "baseline_rule_changed": "i utgångsläget {as_of}, men regeln har ändrats sedan dess",
    "baseline_then": "då {late} av {of} sena, {share}",
    "baseline_unmet": (
        "{n} av {of} poster i utgångsläget {as_of} motsvaras inte längre av någon brist."
        "|{n} av {of} poster i utgångsläget {as_of} motsvaras inte längre av några brister."
    ),
    "comply_clinics": (
        "{alone} av {n} mottagning uppfyller kraven|{alone} av {n} mottagningar uppfyller kraven"
    ),
    "comply_units": "{alone} av {n} enhet uppfyller kraven|{alone} av {n} enheter uppfyller kraven",
    "comply_with_waivers": "med undantag {count}",
    "comply_with_baseline": "med utgångsläget {count}",
    "waived_n": "{n} med enbart undantagna brister",
    "baselined_n": "{n} med enbart brister kända sedan tidigare",
    "verdict_waived": "UPPFYLLT MED UNDANTAG",
    "verdict_baselined": "INGET NYTT",
    "waivers_expired": "Undantag som har upphört: {ids}.",
    "waivers_unused": "Undantag som inte motsvaras av någon brist: {ids}.",
    "waivers_unknown": "Undantag från en regel eller tjänst som inte finns: {ids}.",
    "sheet_excuse": "Undantag eller utgångsläge",
    "waivers_none": "Filen har inga undantag.",
    "waivers_checked": (
        "{n} undantag kontrollerat, {called} att åtgärda."
        "|{n} undantag kontrollerade, {called} att åtgärda."
    ),
    "standing_pending": "gäller från {granted}",
    "standing_active": (
        "till och med {expires}, {n} dag kvar|till och med {expires}, {n} dagar kvar"
    ),
    "standing_expiring": (
        "till och med {expires}, bara {n} dag kvar|till och med {expires}, bara {n} dagar kvar"
    ),
    "standing_last_day": "till och med {expires}, sin sista dag",
    "standing_over_ceiling": "till och med {expires}, men taket är överskridet",
    "standing_expired": (
        "upphörde {expires}, för {n} dag sedan|upphörde {expires}, för {n} dagar sedan"
    ),
    "standing_unused": "motsvaras inte av någon brist; till och med {expires}",
    "standing_unknown": "gäller en regel eller tjänst som inte finns i regelverket",
    "waiver_ceiling_of": "upp till {share} sena",
    "waiver_findings": "täcker {n} brist|täcker {n} brister",
    "baseline_written": "{path}: {n} post.|{path}: {n} poster.",
    "baseline_new": (
        "{n} brist är ny eller värre och togs inte med."
        "|{n} brister är nya eller värre och togs inte med."
    ),
    "options_set": "Ändrade inställningar: {options}",
}

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
    "waivers_ruleset": (
        "Undantagen hör till regelverket `{named}`, men granskningen följer `{used}`",
        "Ange undantagen för detta regelverk, eller rätta `ruleset`.",
    ),
    "form_waiver_id": (
        "`{key}` är inget giltigt id",
        "Börja med en bokstav eller siffra; sedan högst 39 bokstäver, siffror och - . _ /",
    ),
    "form_waived_rule": (
        "`{value}` är inget id på en regel",
        "Namnge varje regel som undantas; bara `*` vore alla, och godtas inte.",
    ),
    "form_waived_clinic": (
        "`{value}` är varken ett HSA-id eller ett mönster för HSA-id:n",
        "Skriv HSA-id:t; i ett mönster är `*` vilka tecken som helst och `?` ett enda.",
    ),
    "waiver_twice": (
        "Samma id står redan på rad {first}",
        "Ge varje undantag ett eget id.",
    ),
    "waiver_personal": (
        "`{key}` innehåller personuppgifter",
        "Ge undantaget ett nummer eller ett eget namn.",
    ),
    "waiver_filler": (
        "Skälet säger ingenting",
        "Skriv varför kravet inte är uppfyllt, och vad som ska ändra på det.",
    ),
    "waiver_person": (
        "`approved_by` ser ut att vara en person",
        "Ange bara rollen, till exempel `Avtalschef primärvård`.",
    ),
    "waiver_names": (
        "`{key}` verkar innehålla en persons namn",
        "Skriv utan personnamn; en roll eller ett nummer räcker.",
    ),
    "waiver_backwards": (
        "`expires` kommer före `granted`",
        "Ange den sista dagen då undantaget gäller.",
    ),
    "waiver_too_long": (
        "Undantaget är på {days} dagar, och får vara på högst {longest}",
        "Tidigarelägg `expires`, eller sätt `longest_days` överst i filen.",
    ),
    "waiver_ceiling": (
        "`ceiling` gäller bara svarstid",
        "Ta bort det, eller namnge bara regeln om svarstid.",
    ),
    "schema_exclusiveMinimum": ("`{key}` är för litet", "Mer än {limit}."),
    "worse_without_baseline": ("--worse-by kräver ett utgångsläge", "Ange också --baseline."),
    "bad_points": (
        "`{value}` är inget antal procentenheter",
        "Skriv 0 till 100, till exempel 0,5.",
    ),
    "baseline_to_shrink": (
        "Det finns inget utgångsläge att krympa",
        "Skriv ett först, utan --shrink-only.",
    ),
    "baseline_incomplete": (
        "Rapporten är ofullständig, så det åtgärdade går inte att skilja från det olästa",
        "Krymp utgångsläget med en rapport från en hel granskning.",
    ),
}
