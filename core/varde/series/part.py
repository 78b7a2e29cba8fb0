"""Series, as the house knows them: each is checked, and a programme may use one that another part declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Kind, Part

if TYPE_CHECKING:
    from varde.kernel.catalogue import Catalogue
    from varde.series.values import Series


def kinds() -> Sequence[Kind]:
    from varde.kernel.renamed import faults_of_renamed
    from varde.series.soundness import check_series
    from varde.series.values import Series

    def check(series: Mapping[str, Series], _catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key, fault in faults_of_renamed(series.values()):
            yield key, f"series {key}: {fault}"
        for key, each in series.items():
            for fault in check_series(each):
                yield key, f"series {fault}"

    return (Kind(Series, check, shared=True),)


PART = Part(key="series", kinds=kinds)
