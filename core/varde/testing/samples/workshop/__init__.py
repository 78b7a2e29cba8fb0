"""``Verkstedet``: a programme with every exercise of the library, one module of it, for those who read and try them."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde.plugin.caseload import Text, exercise_reason
from varde.plugin.exercises import not_done_again
from varde.testing.samples.workshop.programme import EXERCISES, KEY, MODULE, PROGRAMME

__all__ = ["EXERCISES", "KEY", "MODULE", "PART", "PROGRAMME", "varde_part"]

NOT_AGAIN = exercise_reason(
    "workshop.not-again",
    Text("Planen er for stor", "Planen er for stor", "The plan is too big"),
    not_done_again,
    programme=KEY,
    module=MODULE,
    step="check-in",
    action=Text("Svar", "Svar", "Answer"),
)
PART = Part(key=KEY, declares=(PROGRAMME, NOT_AGAIN))


@hookimpl
def varde_part() -> Part:
    """A programme with nothing but exercises."""
    return PART
