"""Rules in words: a rule in full, and the days from which it binds."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from basutbud.language import LANGUAGES, Language
from basutbud.model.ruleset import Alternative, InForce, Rule, RuleSet, fold_name
from basutbud.model.vocabulary import Provider, Severity


def explain_rule(rule: Rule, ruleset: RuleSet, language: Language, width: int) -> str:
    """Return a rule in full: clause, source, ruling, in force, what is checked, how to comply."""
    parts = [f"{rule.id}\n{rule.title[language.code]}"]
    parts += [
        f"{title}\n{_wrapped(body, width)}" for title, body in _parts(rule, ruleset, language)
    ]
    return "\n\n".join(parts) + "\n"


def clause_source(rule: Rule, ruleset: RuleSet, language: Language) -> str:
    """Return the source of the rule's clause, and who decided it when."""
    decision = ruleset.decision
    reference = f"{decision.reference}; {decision.source}"
    source = rule.clause.source[language.code]
    return f"{source}. {decision.authority}, {decision.date}, {reference}."


def rules_about(word: str, ruleset: RuleSet) -> list[Rule]:
    """Return the rules that a word is about, in any language: of a service, a title, or the text.

    What a rule is named after counts before what it only mentions.
    """
    sought = fold_name(word)
    for texts in (_names, _title, _text):
        found = [
            rule
            for rule in ruleset.rules
            if any(sought in fold_name(t) for t in texts(rule, ruleset))
        ]
        if found:
            return found
    return []


def _names(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    service = ruleset.services.get(rule.params.get("service", ""))
    return iter(() if service is None else service.names)


def _title(rule: Rule, _ruleset: RuleSet) -> Iterator[str]:
    yield rule.id
    yield from rule.title.values()
    for language in LANGUAGES.values():
        yield language.text(f"kind_{rule.check}")


def _text(rule: Rule, _ruleset: RuleSet) -> Iterator[str]:
    yield rule.clause.quote
    yield from (rule.clause.ruling or {}).values()
    yield from rule.remedy.values()


def _parts(rule: Rule, ruleset: RuleSet, language: Language) -> Iterator[tuple[str, str]]:
    yield language.text("explain_clause"), f"”{rule.clause.quote}”"
    yield language.text("explain_source"), clause_source(rule, ruleset, language)
    if rule.clause.ruling is not None:
        yield language.text("explain_ruling"), rule.clause.ruling[language.code]
    yield language.text("explain_severity"), language.text(f"explain_{rule.severity}")
    yield (
        language.text("explain_in_force"),
        in_force(rule, language),
    )
    yield (
        language.text("explain_checked"),
        f"{language.text(f'kind_{rule.check}')} ({rule.check}; {_params(rule.params)})",
    )
    yield language.text("explain_remedy"), rule.remedy[language.code]
    if rule.alternatives:
        said = "\n".join(_alternative(one, rule, language) for one in rule.alternatives)
        yield language.text("explain_alternatives"), said


def _alternative(alternative: Alternative, rule: Rule, language: Language) -> str:
    """Say what an alternative would have held, by which parameters, and on what ground."""
    changed = {key: one for key, one in alternative.params.items() if one != rule.params[key]}
    changed |= {"reply": "final"} if alternative.final_reply else {}
    title = f"{alternative.title[language.code]} ({_params(changed)})."
    return f"{title} {language.text('rulings_ground', ground=alternative.ground[language.code])}"


def _params(params: Mapping[str, Any]) -> str:
    return json.dumps(dict(params), ensure_ascii=False)[1:-1].replace('"', "")


def in_force(rule: Rule, language: Language) -> str:
    """Say from which day a rule binds whom, and how a breach is shown until then."""
    said = language.text(
        "explain_in_force_body",
        region=rule.in_force.region,
        private=private_day(rule.in_force, language),
    )
    if rule.severity is Severity.NOTE:
        return said
    return f"{said} {language.text('explain_until_then')}"


def private_day(in_force: InForce, language: Language) -> str:
    """Say from when a rule binds private providers."""
    otherwise = in_force.since(Provider.PRIVATE, None)
    key = "from_agreement" if in_force.from_agreement else "from_day"
    return language.text(key, day=otherwise)


def _wrapped(text: str, width: int) -> str:
    paragraphs = (
        textwrap.fill(
            paragraph,
            width=width,
            initial_indent="  ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for paragraph in text.split("\n")
    )
    return "\n".join(paragraphs)
