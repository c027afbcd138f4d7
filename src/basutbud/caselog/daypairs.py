"""Many rows counted as arrays of numbers, where each pair of days among them is judged once.

What becomes of a row that can be read hangs on its days of receipt and reply alone, and on which
came first where they are one. So a case of each such pair is judged by the SQL of all engines, and
the rows are counted by it. Rows that no pair tells of are rejected, and few: SQL counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from basutbud.caselog import classification as sql
from basutbud.caselog.plan import FAULT, Arrays
from basutbud.model.vocabulary import CaseOutcome

Array = NDArray[Any]

ROWS: Final = f"""
    SELECT place, log, fault, unit_key, service_key, received_at, reply_at
    FROM row_read WHERE fault <> {FAULT["nothing"]}
"""
"""The rows to count, as ``Days.of`` takes them."""
MOST_PAIRS: Final = 1 << 23
"""So many pairs of days can be told apart."""
SUPERSEDED: Final = 0
"""The kind of rows that are superseded, whatever their days."""
ANSWERED: Final = [sql.OUTCOMES.index(one) for one in (CaseOutcome.ON_TIME, CaseOutcome.LATE)]
_UNMET: Final = -1
_NONE, _BEFORE, _BY_CLOCK = range(3)
"""What a reply may be instead of a day: none; before the receipt on its day; so by the clock alone,
as the hour from two is passed twice in some nights."""
_ASIDE: Final = 3
_TWO: Final = 2


class Days:
    """Numbers days from a first one on, and pairs of them, and knows what each comes to.

    ``outcome`` and ``answered`` go by kind: the outcome's number, and working days, -1 for what
    counts as no answer.
    """

    def __init__(self, arrays: Arrays, first: date, number: int, unit_key: int) -> None:
        """Know of no pair yet. ``unit_key`` is the key of a unit that is one."""
        self._arrays, self._cases = arrays, _cases_sql(first, number, unit_key)
        self.first, self.number = first, number
        self.outcome = [sql.OUTCOMES.index(CaseOutcome.SUPERSEDED)]
        self.answered = [-1]
        self._kinds = {(self.outcome[0], -1): SUPERSEDED}
        self._kind_of = np.full(number * (number + _ASIDE), _UNMET, np.int32)
        self._waited_of = np.zeros(len(self._kind_of), np.int32)
        self._lock = Lock()

    def of(self, rows: Mapping[str, Array]) -> tuple[Array, Array, Array]:
        """Return days of receipt, replies, and whether both can be judged, for rows of ``ROWS``."""
        received_at, replied_at = (np.ma.getdata(rows[at]) for at in ("received_at", "reply_at"))
        none = np.ma.getmaskarray(rows["reply_at"])
        received, reply = self._number(received_at), self._number(replied_at)
        fit = (rows["fault"] == 0) & self._within(received) & (none | self._within(reply))
        before = np.flatnonzero((reply == received) & (replied_at < received_at) & ~none)
        both = (_hours(received_at[before]) == _TWO) & (_hours(replied_at[before]) == _TWO)
        reply[before] = self.number + np.where(both, _BY_CLOCK, _BEFORE)
        reply[none] = self.number + _NONE
        return received, reply, fit

    def kinds(self, received: Array, reply: Array) -> Array:
        """Return the kind of each pair, by number; judge those that are new. Threads may ask."""
        pair = received * (self.number + _ASIDE) + reply
        kinds: Array = self._kind_of[pair]
        if (kinds == _UNMET).any():
            with self._lock:
                self._judge(pair)
            kinds = self._kind_of[pair]
        return kinds

    def waited(self, received: Array, reply: Array) -> Array:
        """Return the working days of each pair, whose kinds were asked for."""
        waited: Array = self._waited_of[received * (self.number + _ASIDE) + reply]
        return waited

    def _number(self, moments: Array) -> Array:
        days: Array = moments.astype("datetime64[D]") - np.datetime64(self.first)
        return days.astype(np.int32)

    def _within(self, days: Array) -> Array:
        return (days >= 0) & (days < self.number)

    def _judge(self, pairs: Array) -> None:
        """Have a case of each pair that is new judged."""
        met = np.zeros(len(self._kind_of), np.bool_)
        met[pairs] = True
        self._arrays.put("pair", "number", np.flatnonzero(met & (self._kind_of == _UNMET)))
        judged = self._arrays.columns(
            f"SELECT place, outcome, waited FROM ({sql.judged_sql(self._cases)}) AS judged"
        )
        pair, outcome, waited = judged["place"], judged["outcome"], judged["waited"]
        self._waited_of[pair] = waited
        answered = np.where(np.isin(outcome, ANSWERED), waited, -1)
        kinds, kind_of = np.unique(np.stack([outcome, answered]), axis=1, return_inverse=True)
        numbers = [self._numbered(*kind) for kind in kinds.T.tolist()]
        self._kind_of[pair] = np.array(numbers, np.int32)[kind_of]

    def _numbered(self, outcome: int, answered: int) -> int:
        """Return the number of a kind, which it is given where it has none."""
        if (outcome, answered) not in self._kinds:
            self._kinds[outcome, answered] = len(self._kinds)
            self.outcome.append(outcome)
            self.answered.append(answered)
        return self._kinds[outcome, answered]


def _cases_sql(first: date, number: int, unit_key: int) -> str:
    """Return SQL for a case of each pair, by its number, as a record of that place."""
    width = number + _ASIDE
    received, reply = (
        f"(TIMESTAMP '{first}' + to_days(CAST({at} AS INTEGER)))"
        for at in (f"number // {width}", f"number % {width}")
    )
    return f"""(
        SELECT number AS place, 0 AS log, 0 AS fault, '' AS case_id, {unit_key} AS unit_key,
               0 AS service_key, NULL AS wrong,
               {received} + CASE number % {width} WHEN {number + _BEFORE} THEN INTERVAL 1 HOUR
                                 WHEN {number + _BY_CLOCK} THEN INTERVAL 121 MINUTE
                                 ELSE INTERVAL 0 HOUR END AS received_at,
               CASE number % {width} WHEN {number + _NONE} THEN NULL
                    WHEN {number + _BEFORE} THEN {received}
                    WHEN {number + _BY_CLOCK} THEN {received} + INTERVAL 2 HOUR
                    ELSE {reply} END AS reply_at
        FROM pair
    )"""


def _hours(moments: Array) -> Array:
    clock: Array = moments - moments.astype("datetime64[D]")
    return clock.astype("timedelta64[h]").astype(np.int64)
