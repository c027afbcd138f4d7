"""The whole question with pandas and NumPy's business days: every count, and the case list.

``python with_pandas_whole.py LOG --as-of DAY --case-list PATH`` prints the counts as JSON, by unit,
and within it by service, month and tertial; and writes a line for every case not answered in time,
as basutbud does. Rows that repeat a case are set aside.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

import answer

GROUPS: Final = {
    "all": [],
    "services": ["service"],
    "months": ["month"],
    "tertials": ["tertial"],
}
UNKNOWN: Final = (None, None, None)
"""The percentiles of no reply."""
FIRST_LINE: Final = 2
HEADER: Final = {
    "Ärende-id": "case_id",
    "Enhet": "unit",
    "Ärendetyp": "service",
    "Inkom": "received",
    "Första svar": "reply",
}


def judged(log: Path, as_of: date) -> pd.DataFrame:
    """Return a row for each case: its line, due day, working days and outcome besides."""
    cases = pd.read_csv(
        log,
        sep=";",
        dtype={"Ärende-id": "string", "Enhet": "category", "Ärendetyp": "category"},
        parse_dates=["Inkom", "Första svar"],
        date_format="%Y-%m-%d %H:%M",
    ).rename(columns=HEADER)
    cases["line"] = cases.index + FIRST_LINE
    cases = cases.sort_values("reply", kind="stable", na_position="last")
    cases = cases[~cases.duplicated(["unit", "case_id"])].sort_values("line")
    cases["service"] = cases["service"].cat.rename_categories(slug)
    calendar = np.busdaycalendar(holidays=answer.free_days())
    received = cases["received"].to_numpy().astype("datetime64[D]")
    reply = cases["reply"].to_numpy().astype("datetime64[D]")
    answered = ~np.isnat(reply)
    until = np.where(answered, reply, np.datetime64(as_of))
    due = np.busday_offset(received, answer.LIMIT, roll="backward", busdaycal=calendar)
    later = until > received
    waited: np.ndarray = np.zeros(len(cases), dtype=np.int64)
    waited[later] = 1 + np.busday_count(received[later] + 1, until[later], busdaycal=calendar)
    outcome = np.select(
        [answered & (waited <= answer.LIMIT), answered, due < np.datetime64(as_of)],
        [answer.OUTCOMES.index(name) for name in ("on_time", "late", "overdue")],
        answer.OUTCOMES.index("open"),
    )
    month = received.astype("datetime64[M]").astype(np.int64)
    return cases.assign(
        received=received, reply=reply, due=due, waited=waited, outcome=outcome, month=month
    )


def slug(service: str) -> str:
    """Return the catalogue's id of a service: ``Beställa tid`` is ``bestalla-tid``."""
    plain = unicodedata.normalize("NFKD", service.lower()).encode("ascii", "ignore").decode()
    return plain.replace("/", "-").replace(" ", "-")


def counted(cases: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the counts of each unit: outcomes, then median, 90th percentile and longest wait."""
    sizes = cases.groupby(["unit", "service", "month", "outcome", "waited"], observed=True).size()
    base = sizes.rename("n").reset_index()
    base["tertial"] = base["month"] // 4
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, parts in GROUPS.items():
        keys = ["unit", *parts]
        outcomes = base.pivot_table(
            "n", keys, "outcome", aggfunc="sum", fill_value=0, observed=True
        ).reindex(columns=range(len(answer.OUTCOMES)), fill_value=0)
        for key, numbers in zip(outcomes.index, outcomes.to_numpy().tolist(), strict=True):
            unit, *rest = key if parts else (key,)
            found[unit].setdefault(name, {})[" ".join(map(str, rest))] = [*numbers, *UNKNOWN]
        answered = base[base["outcome"].isin([0, 1])]
        days = answered.groupby([*keys, "waited"], observed=True)["n"].sum().reset_index()
        groups = days.groupby(keys, observed=True)["n"]
        reached, total = groups.cumsum() * 100, groups.transform("sum")
        for place, percent in enumerate((50, 90, 100), start=len(answer.OUTCOMES)):
            first = days[reached >= total * percent].drop_duplicates(keys)
            for unit, *rest, waited in first[[*keys, "waited"]].itertuples(index=False):
                found[unit][name][" ".join(map(str, rest))][place] = int(waited)
    return found


def main() -> None:
    """Answer the question on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("log", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--case-list", type=Path, required=True)
    options = parser.parse_args()
    cases = judged(options.log, options.as_of)
    late = cases[cases["outcome"].isin([answer.OUTCOMES.index(one) for one in ("late", "overdue")])]
    late = late.assign(outcome=np.array(answer.OUTCOMES)[late["outcome"]])
    columns = [
        "line",
        "case_id",
        "unit",
        "service",
        "received",
        "due",
        "reply",
        "waited",
        "outcome",
    ]
    late[columns].to_csv(options.case_list, index=False)
    print(json.dumps(counted(cases)))


if __name__ == "__main__":
    main()
