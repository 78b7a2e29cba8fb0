"""A reason to stand on the caseload that follows from what a patient shares of one exercise and nobody has answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.caseload.values import After, Reason, Waits
from varde.kernel.icons import Icon
from varde.kernel.words import Text
from varde.programmes.overviews import SeenEntry

if TYPE_CHECKING:
    from varde.kernel.work import Work

Judge = Callable[[Sequence[SeenEntry]], Text | None]


def exercise_reason(
    key: str,
    title: Text,
    judge: Judge,
    *,
    programme: str,
    module: str,
    step: str,
    action: Text,
    after: After = "worse",
    icon: Icon = "info",
) -> Reason:
    """Whoever of ``programme`` has shared something in an exercise that waits for an answer stands on the list for it when
    ``judge`` says a sentence of her two newest shared entries there (the oldest first, or the only one); None says nothing.
    Read are only those who wait: one statement, whoever they are."""

    def of(work: Work, ids: Sequence[int]) -> Mapping[int, Waits]:
        from varde.kinds.asking import values_of
        from varde.modules.entries import newest_waiting, read_by_therapist
        from varde.programmes.gone import programme_of

        exercise = programme_of(work, programme).exercises.get((module, step))
        if exercise is None:
            return {}
        waits: dict[int, Waits] = {}
        for enrolment_id, rows in newest_waiting(work, ids, module, step, 2).items():
            seen = [
                SeenEntry(
                    row.id, row.shared_day, row.shared_clock, values_of(exercise[1].fields, read_by_therapist(row))
                )
                for row in rows
                if row.shared_day is not None
            ]
            sentence, since = judge(seen), rows[-1].shared_at
            if sentence is not None and since is not None:
                waits[enrolment_id] = Waits(sentence, since)
        return waits

    return Reason(key, title, after, of, action, programme, icon)
