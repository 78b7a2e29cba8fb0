"""Her answers as she is given them: every column, and what a total is counted in."""

from __future__ import annotations

from collections.abc import Sequence

from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.privacy.export import Row, plain_rows


def responses_given(work: Work, numbers: frozenset[int]) -> Sequence[Row]:
    """Her rows; ``unit`` is that of the total, None for points and for what is not known any more."""
    known = work.catalogue.all(Instrument)

    def unit_of(key: object) -> str | None:
        instrument = known.get(str(key))
        return instrument.unit.nb if instrument is not None and instrument.unit is not None else None

    return [{**row, "unit": unit_of(row["instrument"])} for row in plain_rows(work, "response", numbers)]
