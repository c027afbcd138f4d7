"""The reply-time audit with pandas, where PyArrow reads the file."""

from __future__ import annotations

from functools import partial

import answer
import with_pandas

if __name__ == "__main__":
    answer.run(partial(with_pandas.judge, engine="pyarrow"))
