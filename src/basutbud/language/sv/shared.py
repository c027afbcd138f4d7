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
}
