"""Workbooks (XLSX): which sheets are logs, and each of those as a plain copy.

``expansion`` puts its sheets in a workbook's place, and ``copying`` copies one; both go by
``sheets``, which tells logs from other sheets. ``book`` reads what the sheets share and ``cells``
their cells, from the ZIP's ``parts``; ``values`` makes text of a cell, by its ``numberformats``.
"""
