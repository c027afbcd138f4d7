"""What is found in clinic files, packed to go from one process to another.

Each object goes as the fields it is made of. Rules and results, which many share, go by what they
are known by, and whoever unpacks puts his own in their place.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

from basutbud.errors import Excerpt, Location, Problem
from basutbud.judging.judgement import Judging
from basutbud.model.clinic import Located
from basutbud.model.finding import ClinicReport, Finding, Result
from basutbud.model.ruleset import Rule

Reduced = tuple[Callable[..., Any], tuple[Any, ...]]


def _by_fields(kind: type) -> Callable[[Any], Reduced]:
    get = attrgetter(*[field.name for field in fields(kind) if field.init])
    return lambda one: (kind, get(one))


def _as_tuple(one: tuple[Any, ...]) -> Reduced:
    return type(one), (*one,)


def _rule(rule_id: str) -> Rule:
    """Stands for a rule."""
    raise NotImplementedError(rule_id)


def _result(rule_id: str, *_: object) -> Result:
    """Stands for a result."""
    raise NotImplementedError(rule_id)


_WHOLE: Final = (ClinicReport, Problem)
_TABLE: Final[Mapping[type, Callable[[Any], Reduced]]] = {
    **{kind: _by_fields(kind) for kind in _WHOLE},
    **dict.fromkeys((Excerpt, Finding, Location, Located), _as_tuple),
    Rule: lambda rule: (_rule, (rule.id,)),
    Result: lambda one: (_result, (one.rule.id, one.outcome, one.since, one.undetermined)),
}


def packed(told: object) -> bytes:
    """Pack what is told of clinic files."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TABLE
    pickler.dump(told)
    return stream.getvalue()


class _Unpickler(pickle.Unpickler):
    def __init__(self, parcel: bytes, judging: Judging) -> None:
        super().__init__(io.BytesIO(parcel))
        self._own = {_rule.__name__: judging.rule, _result.__name__: judging.result}

    def find_class(self, module: str, name: str) -> Any:
        own = self._own.get(name) if module == __name__ else None
        return own or super().find_class(module, name)


def unpacked(parcel: bytes, judging: Judging) -> Any:
    """Unpack a parcel, with the rules and results of those who will use it."""
    return _Unpickler(parcel, judging).load()
