"""Words that several formats use, and those of formats for other tools, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "inputs": "Underlag",
    "reply_time": "Svarstid",
    "mandatory_services": "Obligatoriska tjänster",
    "recommended_services": "Rekommenderade tjänster",
    "column_file": "Fil",
    "column_kind": "Slag",
    "input_clinic": "mottagningsfil",
    "input_waivers": "undantag",
    "input_baseline": "utgångsläge",
    "input_case_log": "ärendelogg",
    "column_read": "Läsning",
    "input_read": "läst",
    "input_rejected": "kunde inte läsas",
    "column_rows": "Rader",
    "without_breach_of": "Utan bristen ”{title}”",
    "decision": "Beslut",
    "rule_set": "Regelverk",
    "audited_on": "Granskat per",
    "audited_with": "Granskat med",
    "problems_unlisted": "… och {n} fel till.|… och {n} fel till.",
    "clinics_unlisted": (
        "… och {n} mottagning till, avviker: {violating}."
        "|… och {n} mottagningar till, avviker: {violating}."
    ),
    "advice_n": "{n} råd, inget brott|{n} råd, inga brott",
    "unread_input": "Oläsbar indata",
    "annotations_counted": (
        "Annoteringar: {counts}. GitHub visar högst {most} av varje sort per steg."
    ),
    "root_folder": "Mappen som granskningen kördes i.",
    "results_left_out": (
        "{n} resultat är utelämnat, ett av de minst allvarliga: GitHub tar emot högst {most}."
        "|{n} resultat är utelämnade, de minst allvarliga: GitHub tar emot högst {most}."
    ),
    "rules_unlisted": (
        "{n} regel är utelämnad, med sina resultat: GitHub tar emot högst {most}."
        "|{n} regler är utelämnade, med sina resultat: GitHub tar emot högst {most}."
    ),
    "case_answered": "inkom {received}, svar senast {due}, första svar {reply}.",
    "case_unanswered": "inkom {received}, svar senast {due}, inget svar.",
    "findings_left_out_clinic": (
        "… och {n} fynd till får inte plats i en kommentar (mottagningar: {folds})."
        "|… och {n} fynd till får inte plats i en kommentar (mottagningar: {folds})."
    ),
    "findings_left_out_rule": (
        "… och {n} fynd till får inte plats i en kommentar (regler: {folds})."
        "|… och {n} fynd till får inte plats i en kommentar (regler: {folds})."
    ),
    "rests_on": "Granskat per {as_of} enligt {ruleset} (sha256 {sha256}) med {tool}.",
    "front_of": "{n} av {of}",
    "front_clinics_in_breach": "mottagningar avviker",
    "front_units_in_breach": "enheter svarar inte i tid",
    "front_missing": "obligatoriska tjänster saknas",
    "front_missing_at": "vid {n} mottagning|vid {n} mottagningar",
    "front_missing_besides": "även {besides}",
    "front_in_time": "besvarade i tid",
    "front_interval_of": (
        "95 %-intervall {interval}, {n} ärende|95 %-intervall {interval}, {n} ärenden"
    ),
    "front_not_in_time": "ärenden inte besvarade i tid",
    "front_late_and_overdue": "{late} sena, {overdue} utan svar",
    "front_first": "Gör först",
    "front_first_unread": "{n} fil eller rad kunde inte läsas|{n} filer och rader kunde inte läsas",
    "front_first_unread_how": "Rätta dem: förrän allt är läst är granskningen ofullständig.",
    "front_first_answer": (
        "{n} ärende är obesvarat efter fristen|{n} ärenden är obesvarade efter fristen"
    ),
    "front_first_answer_how": "Besvara dem i dag: för varje dag blir de senare.",
    "rulings_heading": "Vad som hänger på ett avgörande",
    "rulings_note": (
        "Där beslutet lämnar något öppet har regelverket avgjort det. Så hade det blivit om det "
        "hade avgjorts annorlunda; utslag och exitkod följer avgörandet."
    ),
    "rulings_none": "Ingen av reglerna som tillämpas har något annat möjligt avgörande.",
    "rulings_no_cases": "Inget utslag hänger på ett avgörande: inga ärenden har bedömts.",
    "rulings_ground": "Grund: {ground}",
    "rulings_verdicts": (
        "{n} av {of} utslag hänger på avgörandet: {ways}."
        "|{n} av {of} utslag hänger på avgörandet: {ways}."
    ),
    "rulings_verdict": "Utslaget hänger på avgörandet: {way}.",
    "rulings_no_verdict": (
        "Utslaget hänger inte på avgörandet.|Inget av {n} utslag hänger på avgörandet."
    ),
    "rulings_outcomes": "Hos {n} blir svarstiden bedömd annorlunda, men utslaget detsamma.",
    "rulings_cases": (
        "Sena och obesvarade ärenden: {ruled}\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}{would_be}."
    ),
    "rulings_clinics_unjudged": (
        "{n} mottagning kan inte prövas: dess loggar har inte alla en läsbar kolumn för slutsvar."
        "|{n} mottagningar kan inte prövas: "
        "deras loggar har inte alla en läsbar kolumn för slutsvar."
    ),
    "rulings_units_unjudged": (
        "{n} enhet kan inte prövas: dess loggar har inte alla en läsbar kolumn för slutsvar."
        "|{n} enheter kan inte prövas: deras loggar har inte alla en läsbar kolumn för slutsvar."
    ),
    "rulings_which": "{n} utfall som ändras|{n} utfall som ändras",
    "rulings_unjudged": "Kan inte prövas: loggarna har inte alla en läsbar kolumn för slutsvar.",
    "rulings_not_shown": "--rulings visas i text, json och html, men inget av dem skrivs.",
    "column_verdict": "Utslag",
    "column_not_in_time": "Sena, utan svar",
    "noun_clinic": "mottagning",
    "noun_clinics": "mottagningar",
    "noun_unit": "enhet",
    "noun_units": "enheter",
}
