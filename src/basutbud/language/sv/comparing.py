"""Words of comparisons between reports, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "diff_title": "Jämförelse {old} → {new}",
    "diff_new": "nytt|nya",
    "diff_worsened": "försämrat|försämrade",
    "diff_not_comparable": "ej jämförbart|ej jämförbara",
    "diff_waived": "undantaget|undantagna",
    "diff_declared_away": "upphört enligt mottagningen|upphörda enligt mottagningen",
    "diff_improved": "förbättrat|förbättrade",
    "diff_resolved": "åtgärdat|åtgärdade",
    "diff_unchanged": "oförändrat|oförändrade",
    "diff_heading_new": "Nytt",
    "diff_heading_worsened": "Försämrat",
    "diff_heading_not_comparable": "Går inte att jämföra",
    "diff_heading_waived": "Omfattas nu av undantag",
    "diff_heading_declared_away": "Upphört enligt mottagningen själv",
    "diff_heading_improved": "Förbättrat",
    "diff_heading_resolved": "Åtgärdat",
    "diff_heading_unchanged": "Oförändrat",
    "diff_note_not_comparable": (
        "Inte granskat, inte avgjort eller mätt på annat sätt i en av rapporterna: inget av detta "
        "räknas som bättre eller sämre."
    ),
    "diff_note_declared_away": (
        "Enligt vad mottagningen nu anger gäller regeln inte längre: tjänsten finns inte inom "
        "verksamheten, eller är inte aktiv. Bristen är borta därför, inte för att kravet är "
        "uppfyllt."
    ),
    "diff_nothing": "Inget fynd i någon av rapporterna.",
    "diff_no_change": "Inget har ändrats.",
    "diff_because": "orsak: {causes}",
    "diff_absent": "inte granskat",
    "diff_late": "{share} sena ({late} av {judged})",
    "diff_gone": (
        "{n} mottagning finns bara i den äldre rapporten: {names}"
        "|{n} mottagningar finns bara i den äldre rapporten: {names}"
    ),
    "diff_added": (
        "{n} mottagning finns bara i den nyare rapporten: {names}"
        "|{n} mottagningar finns bara i den nyare rapporten: {names}"
    ),
    "diff_folded": (
        "… och {n} mottagning till, ändringar: {changes}."
        "|… och {n} mottagningar till, ändringar: {changes}."
    ),
    "diff_unlisted": "… och {n} till.|… och {n} till.",
    "diff_column_change": "Ändring",
    "diff_column_cause": "Orsak",
    "diff_compared": "Jämfört: {old} och {new}.",
    "diff_report": "{path}, sha256 {sha256} (per {as_of}, regelverk {ruleset})",
    "cause_clinic_file": "mottagningsfilen har ändrats",
    "cause_clinic_absent": "mottagningen finns inte i båda",
    "cause_case_log": "ärendena i loggen har ändrats",
    "cause_in_force": "ett datum har passerats",
    "cause_waiver_added": "ett undantag gäller nu",
    "cause_waiver_ended": "undantaget har löpt ut",
    "cause_waiver_removed": "undantaget är borttaget",
    "cause_rule_changed": "regeln har ändrats",
    "cause_calendar": "kalendern har ändrats",
    "cause_period": "perioden är en annan",
    "cause_tool": "basutbud har en annan version",
    "cause_terms": "granskningen är gjord med andra val",
    "verify_same": "✓ {path} (per {as_of}): granskningen blir densamma, byte för byte.",
    "verify_differs": "✗ {path} (per {as_of}): granskningen blir inte densamma.",
    "verify_tool": "Rapporten gjordes med basutbud {was}; detta är {is_now}.",
    "verify_input": "`{path}` har ett annat innehåll: sha256 {was}… är nu {is_now}….",
    "verify_input_new": "`{path}` lästes inte då, men nu.",
    "verify_input_lost": "`{path}` lästes då, men inte nu.",
    "verify_calendar_added": "`{path}` har nya lediga dagar: {days}.",
    "verify_calendar_removed": "`{path}` har inte längre de lediga dagarna: {days}.",
    "verify_rules": "Regler som är andra: {rules}.",
    "verify_sections": "Delar av rapporten som skiljer: {sections}.",
    "verify_rewritten": "Innehållet är detsamma, men filen är skriven på annat sätt.",
    "verify_more": "… och {n} till. Alla visas med -v.|… och {n} till. Alla visas med -v.",
    "verify_gone": (
        "Underlaget finns inte kvar, så granskningen kan inte göras om: {paths}."
        "|Delar av underlaget finns inte kvar, så granskningen kan inte göras om: {paths}."
    ),
    "trend_title": (
        "Trend ur {n} rapport, {first} till {last}|Trend ur {n} rapporter, {first} till {last}"
    ),
    "trend_coverage": "{clinics} av {known} mottagningar",
    "trend_without_log": "{count} utan logg",
    "trend_without_cases": "{count} utan ärenden",
    "trend_partial": "preliminär, delar saknas",
    "trend_after_as_of": "preliminär, inkommen efter granskningens datum",
    "trend_sparkline": "Andel i tid, från {least} till 100 %. En punkt är en månad utan ärenden.",
    "trend_decided": "Avgjorda",
    "trend_basis": "Underlag",
    "trend_remarks": "Anmärkning",
    "trend_centre": "Medel för avslutade månader: {share} i tid.",
    "trend_compliance": "Uppfyllnad per granskning",
    "trend_as_of": "Per",
    "trend_alone": "Uppfyller",
    "trend_excused": "Med undantag",
    "trend_verdict_violation": "Avviker",
    "trend_verdict_upcoming": "Kommande",
    "trend_verdict_incomplete": "Ofullständiga",
    "diff_intro": (
        "Två granskningar jämförda, fynd för fynd: vad blev sämre, vad blev bättre, och varför."
    ),
    "diff_causes": "Orsaker",
    "diff_by_rule": "Krav för krav",
    "diff_was": "Var",
    "diff_is": "Är",
    "diff_basis": "Vad som jämförs",
    "diff_clinics": "Mottagningar",
    "trend_intro": (
        "För varje mottagning och månad gäller den nyaste rapporten. Det som saknas är en lucka, "
        "aldrig noll."
    ),
}

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "diff_needs_rules": (
        "Regeln `{rule}` finns inte i regelverket, som sarif, junit och gitlab beskriver",
        "Ange regelverket som rapporten gjordes med: --rules FIL.",
    ),
}
