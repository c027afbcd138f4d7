"""Records of a log among its lines, found by a cluster as ``reading.records`` finds them.

A line whose quotes are plain is a record as it stands. Another begins one that ends on the next
line with an odd number of quotes, if all of them together are one; else its quote is stray.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from basutbud.caselog.engine import EXTRA_FIELDS, FAULT, Plan
from basutbud.caselog.engines.spark.fields import FIELD, field_pattern, quoted
from basutbud.caselog.reading.records import BLANK, LOST, MAX_LINE, MAX_RECORD_LINES

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_SOUND: Final = 0
_DOUBTFUL: Final = -1
"""The state of a line whose quotes are not plain; others are its fault's number, or sound."""
_ODD: Final = "(length(line) - length(replace(line, '\"', ''))) % 2 = 1"
_DAY: Final = quoted(r'^[ "]*\d{4}-?\d\d-?\d\d')


def records_of(lines: DataFrame, plan: Plan, *, decoded: bool, odd: bool) -> DataFrame:
    """Return lines with a record in each, and the ``torn`` that they have: the number of a fault.

    ``decoded``: they were of another encoding than UTF-8. ``odd``: some have an odd number of
    quotes, without which no record goes on over several lines. Those of ``lines`` are kept, and
    each keeps its ``log`` and ``row``.
    """
    states = lines.selectExpr("*", f"{_state_sql(plan, decoded=decoded)} AS state")
    stray = f"CASE WHEN state = {_DOUBTFUL} THEN {FAULT['stray_quote']} ELSE state END"
    if not odd:
        return _classified(states, "line", stray)
    joined = states.join(_of_several_lines(states, plan), ["log", "row"], "left")
    return _classified(joined, "coalesce(whole, line)", f"coalesce(verdict, {stray})")


def _classified(lines: DataFrame, line: str, torn: str) -> DataFrame:
    kept = lines.selectExpr("log", "row", "file_unit", f"{line} AS line", f"{torn} AS torn")
    return kept.selectExpr(
        "log",
        "row",
        "file_unit",
        f"CASE WHEN torn = {_SOUND} THEN line ELSE '' END AS line",
        "torn",
    )


def _state_sql(plan: Plan, *, decoded: bool) -> str:
    mark = quoted(plan.delimiter)
    lost = f"contains(line, '{LOST.decode()}')" if decoded else "NOT is_valid_utf8(line)"
    blanks = quoted(BLANK + plan.delimiter)
    marks = f"length(line) - length(replace(line, {mark}, ''))"
    whole = _whole_sql("line", plan)
    return f"""CASE
        WHEN octet_length(line) > {MAX_LINE} THEN {FAULT["too_long"]}
        WHEN contains(line, char(0)) THEN {FAULT["nul"]}
        WHEN {lost} OR contains(line, char(1)) THEN {FAULT["bad_bytes"]}
        WHEN trim(BOTH {blanks} FROM line) = '' THEN
            CASE WHEN {marks} + 1 > {plan.fields + EXTRA_FIELDS}
                 THEN {FAULT["too_many_fields"]} ELSE {FAULT["nothing"]} END
        WHEN NOT contains(line, '"') THEN {_SOUND}
        WHEN NOT ({_ODD}) AND {whole} THEN {_SOUND}
        ELSE {_DOUBTFUL} END"""


def _whole_sql(text: str, plan: Plan) -> str:
    """Return SQL for whether a text is fields from end to end."""
    marked = f"concat({quoted(plan.delimiter)}, {text})"
    return f"array_join({_found_sql(marked, plan, 0)}, '') = {marked}"


def _fields_sql(text: str, plan: Plan) -> str:
    """Return SQL for the fields of a text that is whole, and for none of one that is not.

    They are without the blanks around their quotes.
    """
    found = _found_sql(f"concat({quoted(plan.delimiter)}, {text})", plan, FIELD)
    bare = "CASE WHEN startswith(ltrim(one), '\"') THEN trim(one) ELSE one END"
    return f"""CASE WHEN {_whole_sql(text, plan)} THEN transform({found}, one -> {bare})
        ELSE CAST(array() AS ARRAY<STRING>) END"""


def _found_sql(marked: str, plan: Plan, group: int) -> str:
    pattern = quoted(rf"\G{field_pattern(plan)}")
    return f"regexp_extract_all({marked}, {pattern}, {group})"


def _of_several_lines(states: DataFrame, plan: Plan) -> DataFrame:
    """Return ``log`` and ``row`` of lines that are of records over several: what becomes of each.

    The first has the ``whole`` record, and the ``verdict`` sound; those that follow hold nothing.
    Where lines may as well be several records, all are ``ambiguous_quotes``.
    """
    from pyspark.sql.functions import expr

    doubtful = states.where(f"state = {_DOUBTFUL}")
    spans = doubtful.selectExpr(
        "log",
        "row AS begin",
        f"""min(CASE WHEN {_ODD} THEN row END) OVER (
            PARTITION BY log ORDER BY row DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS end""",
    ).where(f"end - begin <= {MAX_RECORD_LINES}")
    covered = spans.selectExpr("log", "begin", "end", "explode(sequence(begin, end)) AS row")
    gathered = (
        states.select("log", "row", "line", "state")
        .join(covered, ["log", "row"])
        .groupBy("log", "begin", "end")
        .agg(
            expr(
                "transform(array_sort(collect_list(struct(row, line))), one -> one.line) AS taken"
            ),
            expr(f"bool_and(state IN ({_SOUND}, {_DOUBTFUL}, {FAULT['nothing']})) AS readable"),
        )
        .where("readable")
        .selectExpr("log", "begin", "end", "taken", "array_join(taken, ' ') AS text")
        .selectExpr("*", f"{_fields_sql('text', plan)} AS fields")
    )
    beyond = f"slice(fields, {plan.columns.width + 1}, size(fields))"
    one = gathered.where(
        f"""size(fields) >= {plan.columns.width}
        AND forall({beyond}, field -> field IN ('', '""'))"""
    ).selectExpr("log", "begin", "end", "text", f"{_hold_rows_sql(plan)} AS ambiguous")
    nothing, ambiguous = FAULT["nothing"], FAULT["ambiguous_quotes"]
    return (
        one.join(_standing(one), ["log", "begin"])
        .selectExpr("log", "begin", "text", "ambiguous", "explode(sequence(begin, end)) AS row")
        .selectExpr(
            "log",
            "row",
            "CASE WHEN row = begin THEN text END AS whole",
            f"""CASE WHEN ambiguous THEN {ambiguous} WHEN row = begin THEN {_SOUND}
                ELSE {nothing} END AS verdict""",
        )
    )


def _standing(records: DataFrame) -> DataFrame:
    """Return the ``log`` and ``begin`` of records that no earlier one that stands has taken.

    Records that overlap, one by one, are looked at together, in order.
    """
    from pyspark.sql.functions import expr

    met = "max(end) OVER (PARTITION BY log ORDER BY begin ROWS BETWEEN UNBOUNDED PRECEDING"
    chains = (
        records.selectExpr("log", "begin", "end", f"{met} AND 1 PRECEDING) AS taken")
        .selectExpr("*", "CASE WHEN begin <= taken THEN 0 ELSE 1 END AS fresh")
        .selectExpr("*", "sum(fresh) OVER (PARTITION BY log ORDER BY begin) AS chain")
    )
    kept = """aggregate(
        array_sort(collect_list(struct(begin, end))),
        struct(CAST(-1 AS BIGINT) AS until, CAST(array() AS ARRAY<BIGINT>) AS kept),
        (met, one) -> CASE WHEN one.begin > met.until
            THEN struct(one.end AS until, array_append(met.kept, one.begin) AS kept) ELSE met END,
        met -> met.kept) AS kept"""
    return (
        chains.groupBy("log", "chain").agg(expr(kept)).selectExpr("log", "explode(kept) AS begin")
    )


def _hold_rows_sql(plan: Plan) -> str:
    """Return SQL for whether the lines of a record look like several all the same."""
    part, trailing = re.escape(plan.delimiter), plan.fields - plan.columns.width
    last = "element_at(taken, -1)"
    if trailing:
        tail = quoted(rf'(?:{part}(?:"")?){{0,{trailing}}}\z')
        last = f"regexp_replace({last}, {tail}, '')"
    ends = (_is_row_sql(f"split({line}, {quoted(part)}, -1)", plan) for line in ("taken[0]", last))
    between = _is_row_sql(_fields_sql("between", plan), plan)
    return f"""(({" AND ".join(ends)})
        OR exists(slice(taken, 2, size(taken) - 2), between -> {between}))"""


def _is_row_sql(fields: str, plan: Plan) -> str:
    width = plan.columns.width
    close = "size(filter(slice(fields, 2, size(fields)), field -> NOT startswith(field, ' ')))"
    received = f"get(fields, {plan.columns.positions['received']})"
    return f"""exists(array({fields}), fields -> size(fields) >= {width}
        AND (2 * {close} >= {width - 1} OR coalesce({received} RLIKE {_DAY}, FALSE)))"""
