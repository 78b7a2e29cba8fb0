"""Her measurements as she is given them: every column, and the unit of the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.work import Work
from varde.privacy.export import Row, plain_rows
from varde.series.values import Series


def measurements_given(work: Work, numbers: frozenset[int]) -> Sequence[Row]:
    """Her rows; ``unit`` is None for what is not known any more."""
    known = work.catalogue.all(Series)

    def unit_of(key: object) -> str | None:
        series = known.get(str(key))
        return series.unit.nb if series is not None else None

    return [{**row, "unit": unit_of(row["series"])} for row in plain_rows(work, "measurement", numbers)]
