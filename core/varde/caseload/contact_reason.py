"""The reason to stand on the list that follows from a programme's choice of contact. A list of commands reads it, so that it
imports no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from varde.caseload.values import Reason, Waits
from varde.kernel.words import Text
from varde.programmes.values import Programme

if TYPE_CHECKING:
    from varde.kernel.work import Work


def _of(work: Work, ids: Sequence[int]) -> Mapping[int, Waits]:
    from varde.caseload.contact_due import of

    return of(work, ids)


def contact_due(programme: Programme) -> Sequence[Reason]:
    """The reason of a programme with a choice, so that nobody is asked about in the others."""
    if not programme.contact_choices:
        return ()
    return (
        Reason(
            f"{programme.key}.contact-due",
            Text("Vil høre fra deg", "Vil høyre frå deg", "Wants to hear"),
            "exercise",
            _of,
            Text("Skriv", "Skriv", "Write"),
            programme=programme.key,
            icon="chat",
        ),
    )
