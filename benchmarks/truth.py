"""Print the outcomes a generated log must have, told from how it was made, not from the file.

``python benchmarks/truth.py --rows 10_000_000 --duplicates 0.02``, with the options of
``generate.py``; as of the log's last day.
"""

from __future__ import annotations

import json

from cases import FIRST, LAST, Recipe, cases_sql, database
from generate import recipe_options


def truth_sql(recipe: Recipe) -> str:
    """Return SQL for each outcome and its rows. Of a case's rows, the earliest reply stands.

    A case is known by its unit, its id and the day it was received. A case without
    a due day falls due after the last one.
    """
    return f"""
    WITH ranked AS (
        SELECT CAST(received_at AS DATE) - DATE '{FIRST}' AS arrival,
               CAST(reply_at AS DATE) - DATE '{FIRST}' AS reply, damaged,
               row_number() OVER (
                   PARTITION BY unit, case_id, arrival, damaged ORDER BY reply_at NULLS LAST
               ) AS turn
        FROM ({cases_sql(recipe, 0, recipe.rows)})
    )
    SELECT CASE WHEN damaged THEN 'rejected'
                WHEN turn > 1 THEN 'superseded'
                WHEN reply IS NULL AND due.day < {(LAST - FIRST).days} THEN 'overdue'
                WHEN reply IS NULL THEN 'open'
                WHEN reply > due.day THEN 'late'
                ELSE 'on_time' END AS outcome, count(*)
    FROM ranked JOIN arrived ON arrived.day = arrival
    LEFT JOIN working AS due ON due.ordinal = working_days + 2
    GROUP BY outcome
    """


def outcomes(recipe: Recipe) -> dict[str, int]:
    """Return how many rows have each outcome."""
    return dict(database().execute(truth_sql(recipe)).fetchall())


def main() -> None:
    """Print the outcomes as JSON."""
    recipe = Recipe(**vars(recipe_options().parse_args()))
    print(json.dumps(outcomes(recipe), sort_keys=True))


if __name__ == "__main__":
    main()
