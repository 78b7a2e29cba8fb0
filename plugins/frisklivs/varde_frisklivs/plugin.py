"""What Frisk i hverdagen adds to Varde."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde.plugin.caseload import Text, exercise_reason
from varde.plugin.exercises import not_done_again
from varde_frisklivs.alerts import ALERTS, IN_PERSON_ALERTS
from varde_frisklivs.benefits import IN_PERSON_MEASURES, MEASURES
from varde_frisklivs.instruments import INSTRUMENTS
from varde_frisklivs.programme import IN_PERSON, PROGRAMME
from varde_frisklivs.series import STEPS_A_DAY
from varde_frisklivs.simulation import IN_PERSON_SIMULATION, SIMULATION

NOT_AGAIN = exercise_reason(
    "frisklivs.not-again",
    Text("Planen er for stor", "Planen er for stor", "The plan is too big"),
    not_done_again,
    programme=PROGRAMME.key,
    module="health-conversation",
    step="check-in",
    action=Text("Svar", "Svar", "Answer"),
)

PART = Part(
    key="frisklivs",
    declares=(
        *(PROGRAMME, IN_PERSON, STEPS_A_DAY),
        *INSTRUMENTS,
        *MEASURES,
        *IN_PERSON_MEASURES,
        *ALERTS,
        *IN_PERSON_ALERTS,
        NOT_AGAIN,
    ),
    simulate=(SIMULATION, IN_PERSON_SIMULATION),
)


@hookimpl
def varde_part() -> Part:
    """One programme, its instruments, what it can show for itself, and when a clinician must look."""
    return PART
