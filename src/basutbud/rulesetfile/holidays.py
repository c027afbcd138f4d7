"""Free days from the ``holidays`` library, whose sole user is the command that writes a calendar.

The library's defaults, its language by locale and its range of years have all changed or misled,
so everything is passed explicitly, and what it does not cover is refused.
"""

from __future__ import annotations

from typing import Final

from basutbud.errors import Location, Problem, UsageError
from basutbud.model.ruleset import FreeDay
from basutbud.safetext import safe_text

_GROUNDS: Final = {
    ("SE", "public"): "lag 1989:253",
    ("SE", "de_facto"): "lag 1930:173 § 2",
}
"""The legal ground of a free day: public holidays by lag (1989:253) om allmänna helgdagar; the
three eves that lag (1930:173) § 2 equates with Sundays. Elsewhere the category's own name."""

_LANGUAGES: Final = {"SE": "sv"}


def free_days(country: str, first_year: int, last_year: int) -> list[FreeDay]:
    """Return the public and de facto holidays of a country. Raise UsageError if unknown."""
    import holidays

    if first_year > last_year:
        raise _wrong("calendar_backwards")
    known = holidays.list_supported_countries()
    if country not in known:
        raise _wrong("calendar_country", country=safe_text(country))
    days = []
    for category in [one for one in ("public", "de_facto") if one in known_categories(country)]:
        found = holidays.country_holidays(
            country,
            years=range(first_year, last_year + 1),
            categories=(category,),
            language=_LANGUAGES.get(country),
            expand=False,
        )
        days += [
            FreeDay(day, name, _GROUNDS.get((country, category), category))
            for day in found
            for name in found.get_list(day)
        ]
    covered = {day.date.year for day in days}
    if not covered.issuperset(range(first_year, last_year + 1)):
        raise _wrong("calendar_years", first=str(first_year), last=str(last_year))
    return days


def known_categories(country: str) -> tuple[str, ...]:
    """Return the categories of holidays that the library has for a country."""
    import holidays

    categories: tuple[str, ...] = holidays.country_holidays(country).supported_categories
    return categories


def _wrong(code: str, **values: str) -> UsageError:
    return UsageError(Problem(code, Location(""), values))
