"""Cells added together: a month, a trust or the nation is the same sum over fewer or more cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from varde.benefits.counting.cells import FLOW, IMPORTED, CellKey, CellStats, Group


class Pool:
    """Cells of one programme added together, looked up by track, group, scale, occasion and category."""

    def __init__(self, sums: Mapping[tuple[str, Group, str, str, str], CellStats]) -> None:
        self._sums = sums
        self._tracks = sorted({track for track, *_ in sums})

    def stats(
        self, group: Group, scale: str, occasion: str = "", category: str = "", tracks: Collection[str] = ()
    ) -> CellStats:
        """The sums at this place over ``tracks`` (empty: all of them); zeros when there are none."""
        total = CellStats()
        for track in tracks or self._tracks:
            total += self._sums.get((track, group, scale, occasion, category), CellStats())
        return total

    def counts(
        self, group: Group, scale: str, occasion: str, kind: str, tracks: Collection[str] = ()
    ) -> dict[str, int]:
        """People per category of one kind: ``counts("all", "ibs-sss", "3m", "band")`` gives ``{"mild": 12, ...}``."""
        people: dict[str, int] = {}
        for (track, of, at_scale, at, category), stats in self._sums.items():
            of_these = (of, at_scale, at) == (group, scale, occasion) and (not tracks or track in tracks)
            if of_these and category.startswith(f"{kind}:"):
                name = category.removeprefix(f"{kind}:")
                people[name] = people.get(name, 0) + stats.n
        return people

    def milestone(self, name: str, tracks: Collection[str] = ()) -> int:
        """How many reached a milestone of the flow."""
        return self.stats("all", FLOW, "", name, tracks).n

    def started(self, tracks: Collection[str] = ()) -> int:
        """How many started, here or elsewhere: all whose scores are counted."""
        return self.milestone("started", tracks) + self.milestone(IMPORTED, tracks)


def pool(
    cells: Iterable[tuple[CellKey, CellStats]],
    programme: str,
    *,
    organisations: Collection[int] | None = None,
    tracks: Collection[str] | None = None,
    first: str = "",
    last: str = "9999-12",
) -> Pool:
    """Add the cells of a programme; ``first`` and ``last`` are months ``YYYY-MM``, both included.

    ``organisations`` and ``tracks`` None means all of them. Costs the number of cells, not of patients.
    """
    sums: dict[tuple[str, Group, str, str, str], CellStats] = {}
    for key, stats in cells:
        if key.programme != programme or not first <= key.month <= last:
            continue
        if organisations is not None and key.organisation_id not in organisations:
            continue
        if tracks is not None and key.track not in tracks:
            continue
        place = (key.track, key.group, key.scale, key.occasion, key.category)
        sums[place] = sums.get(place, CellStats()) + stats
    return Pool(sums)
