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
}
