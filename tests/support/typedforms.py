"""The fields of one log, in every type that a file can give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import pyarrow as pa

from logs import STOCKHOLM, Stamp, outcome

Moments = Sequence[datetime | None]
ARRIVED: Final = (
    datetime(2016, 2, 1, 8, 0),  # noqa: DTZ001 - local by intent, as all below
    datetime(2016, 2, 3, 8, 0),  # noqa: DTZ001
    datetime(2016, 3, 2, 23, 30),  # noqa: DTZ001
    datetime(2016, 3, 4, 0, 0),  # noqa: DTZ001
    datetime(2016, 6, 1, 23, 30),  # noqa: DTZ001
)
ANSWERED: Final = (
    datetime(2016, 2, 3, 16, 0),  # noqa: DTZ001
    datetime(2016, 2, 3, 0, 0),  # noqa: DTZ001 - before it arrived, unless midnight passes for a bare day
    datetime(2016, 3, 5, 0, 30),  # noqa: DTZ001 - on the third working day, unless taken for UTC
    None,
    datetime(2016, 6, 4, 0, 15),  # noqa: DTZ001 - likewise in summer
)
IDS: Final = tuple(20160128000001 + number for number in range(len(ARRIVED)))
AS_OF: Final = datetime(2019, 1, 31)  # noqa: DTZ001


def expected(*, bare_days: bool) -> dict[str, int]:
    """Count the cases by outcome, as the rulings have it."""
    found: dict[str, int] = {}
    for arrived, answered in zip(ARRIVED, ANSWERED, strict=True):
        received, reply = (
            Stamp(moment.date(), None if bare_days else moment.hour * 60 + moment.minute)
            for moment in (arrived, answered or arrived)
        )
        name = outcome(received, reply if answered else None, AS_OF.date())
        found[name] = found.get(name, 0) + 1
    return found


def zoned(moments: Moments) -> list[datetime | None]:
    """Return the same moments with their zone."""
    return [moment and moment.replace(tzinfo=STOCKHOLM) for moment in moments]


def _texts(moments: Moments, form: str = "%Y-%m-%d %H:%M") -> list[str | None]:
    return [None if moment is None else moment.strftime(form) for moment in moments]


def _numbers(moments: Moments, form: str = "%Y%m%d%H%M") -> list[int | None]:
    return [None if text is None else int(text) for text in _texts(moments, form)]


def _days(moments: Moments) -> list[Any]:
    return [moment and moment.date() for moment in moments]


def _since_1970(moments: Moments, unit: int) -> list[int | None]:
    return [None if moment is None else int(moment.timestamp() * unit) for moment in zoned(moments)]


def of(values: Callable[[Moments], list[Any]], kind: Any) -> Callable[[Moments], pa.Array]:
    """Return what makes a column of moments, as values of this type."""
    return lambda moments: pa.array(values(moments), kind)


def _same(moments: Moments) -> list[datetime | None]:
    return list(moments)


def _bytes(moments: Moments) -> list[bytes | None]:
    return [None if text is None else text.encode() for text in _texts(moments)]


TIMES: Final[Mapping[str, Callable[[Moments], pa.Array]]] = {
    **{f"timestamp in {unit}": of(_same, pa.timestamp(unit)) for unit in ("s", "ms", "us", "ns")},
    **{f"UTC in {unit}": of(zoned, pa.timestamp(unit, "UTC")) for unit in ("ms", "us", "ns")},
    "of a zone": of(zoned, pa.timestamp("us", "America/New_York")),
    "text": of(_texts, pa.string()),
    "large text": of(_texts, pa.large_string()),
    "dictionary": lambda moments: pa.array(_texts(moments)).dictionary_encode(),
    "bytes": of(_bytes, pa.binary()),
    "bytes of one length": of(_bytes, pa.binary(16)),
    "number": of(_numbers, pa.int64()),
    "double": of(lambda moments: [n and float(n) for n in _numbers(moments)], pa.float64()),
    "decimal": of(_numbers, pa.decimal128(14, 2)),
}
DAYS: Final[Mapping[str, Callable[[Moments], pa.Array]]] = {
    "date": of(_days, pa.date32()),
    "date in ms": of(_days, pa.date64()),
    "number": of(lambda moments: _numbers(moments, "%Y%m%d"), pa.int32()),
    "text": of(lambda moments: _texts(moments, "%Y-%m-%d"), pa.string()),
}
NO_TIMES: Final[Mapping[str, tuple[str, Callable[[Moments], pa.Array]]]] = {
    **{
        f"seconds since 1970, by {unit}": (
            "log_times_as_numbers",
            of(lambda moments, unit=unit: _since_1970(moments, unit), pa.int64()),  # type: ignore[misc]  # the default binds it
        )
        for unit in (1, 1_000, 1_000_000)
    },
    "seconds as a double": (
        "log_times_as_numbers",
        of(lambda moments: _since_1970(moments, 1), pa.float64()),
    ),
    "days of a spreadsheet": (
        "log_times_as_numbers",
        of(
            lambda moments: [m and (m - datetime(1899, 12, 30)) / timedelta(1) for m in moments],  # noqa: DTZ001
            pa.float64(),
        ),
    ),
    "a duration": (
        "log_times_as_numbers",
        of(lambda moments: [m and m - ARRIVED[0] for m in moments], pa.duration("us")),
    ),
    "bytes in Latin-1": ("log_column_bytes", of(lambda ms: [b"\xe5" for _ in ms], pa.binary())),
    "time of day": (
        "log_column_type",
        of(lambda moments: [m and m.time() for m in moments], pa.time64("us")),
    ),
    "time of day in ms": (
        "log_column_type",
        of(lambda moments: [m and m.time() for m in moments], pa.time32("ms")),
    ),
    "boolean": ("log_column_type", of(lambda ms: [bool(m) for m in ms], pa.bool_())),
    "list": (
        "log_column_type",
        of(lambda moments: [m and [m] for m in moments], pa.list_(pa.timestamp("us"))),
    ),
    "structure": (
        "log_column_type",
        of(lambda ms: [{"at": m} for m in ms], pa.struct({"at": pa.timestamp("us")})),
    ),
    "map": (
        "log_column_type",
        of(lambda ms: [[("at", m)] for m in ms], pa.map_(pa.string(), pa.timestamp("us"))),
    ),
    "half": ("log_column_type", of(lambda ms: [m and 1.5 for m in ms], pa.float16())),
    "long decimal": ("log_column_type", of(_numbers, pa.decimal256(50, 0))),
}
"""What holds no time for certain, and how it is refused."""


def _ids(kind: Any, make: Callable[[int], Any] = int) -> Callable[[], pa.Array]:
    return lambda: pa.array([make(one) for one in IDS], kind)


ID_TYPES: Final[Mapping[str, Callable[[], pa.Array]]] = {
    "text": _ids(pa.string(), str),
    "dictionary": lambda: pa.array([str(one) for one in IDS]).dictionary_encode(),
    "bytes": _ids(pa.binary(), lambda one: str(one).encode()),
    "number": _ids(pa.int64()),
    "number without a sign": _ids(pa.uint64()),
    "dictionary of numbers": lambda: pa.array(IDS).dictionary_encode(),
    "double": _ids(pa.float64(), float),
    "decimal": _ids(pa.decimal128(20, 0), Decimal),
    "decimal with decimals": _ids(pa.decimal128(38, 10), Decimal),
    "short decimal": _ids(pa.decimal64(15, 1), Decimal),
}
NO_IDS: Final[Mapping[str, tuple[str, Callable[[], pa.Array]]]] = {
    "boolean": ("log_column_type", _ids(pa.bool_(), lambda one: one > IDS[2])),
    "date": ("log_column_type", lambda: pa.array(_days(ARRIVED), pa.date32())),
    "moment": ("log_column_type", lambda: pa.array(ARRIVED, pa.timestamp("us"))),
    "list": ("log_column_type", lambda: pa.array([[str(one)] for one in IDS])),
    "half": ("log_column_type", _ids(pa.float16(), lambda _: 7.0)),
    "bytes that are padded": (
        "log_column_bytes",
        _ids(pa.binary(20), lambda one: f"{one:\0<20}".encode()),
    ),
    "bytes of UUID": (
        "log_column_bytes",
        _ids(pa.binary(16), lambda one: UUID(int=one << 70).bytes[:-1] + b"\xff"),
    ),
}
FAR_AWAY: Final = (
    datetime(1, 1, 1),  # noqa: DTZ001
    datetime(1582, 10, 10),  # noqa: DTZ001 - a day that some calendars lack
    datetime(1899, 12, 30),  # noqa: DTZ001
    datetime(9999, 12, 31, 23, 59),  # noqa: DTZ001
)
"""Where exports put what has no time."""
ODD_NUMBERS: Final = (0.5, 2.0**24, 2.0**53, float("nan"))
"""What stands in for no id, or may stand for another's too."""
SERVICES: Final = ("Förnya recept", "Beställa tid", "Begära intyg", "Förnya recept", "Prov")
SERVICE_TYPES: Final[Mapping[str, pa.DataType]] = {
    "text": pa.string(),
    "bytes": pa.binary(),
    "dictionary": pa.dictionary(pa.int8(), pa.string()),
    "large text": pa.large_string(),
}
SHEETS: Final[Mapping[str, Callable[[int], Sequence[Any]]]] = {
    "cells of text": lambda n: (str(IDS[n]), *(_texts([ARRIVED[n], ANSWERED[n]]))),
    "cells of numbers and moments": lambda n: (IDS[n], ARRIVED[n], ANSWERED[n]),
    "cells of days": lambda n: (str(IDS[n]), *_days([ARRIVED[n], ANSWERED[n]])),
    "cells of days in text": lambda n: (
        IDS[n],
        *_texts([ARRIVED[n], ANSWERED[n]], "%Y-%m-%d"),
    ),
}
