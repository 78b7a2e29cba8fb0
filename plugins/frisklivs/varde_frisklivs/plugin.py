"""What Frisk i hverdagen adds to Varde."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde_frisklivs.alerts import ALERTS, IN_PERSON_ALERTS
from varde_frisklivs.benefits import IN_PERSON_MEASURES, MEASURES
from varde_frisklivs.instruments import INSTRUMENTS
from varde_frisklivs.programme import IN_PERSON, PROGRAMME
from varde_frisklivs.series import STEPS_A_DAY
from varde_frisklivs.simulation import IN_PERSON_SIMULATION, SIMULATION

PART = Part(
    key="frisklivs",
    declares=(
        *(PROGRAMME, IN_PERSON, STEPS_A_DAY),
        *INSTRUMENTS,
        *MEASURES,
        *IN_PERSON_MEASURES,
        *ALERTS,
        *IN_PERSON_ALERTS,
    ),
    simulate=(SIMULATION, IN_PERSON_SIMULATION),
)


@hookimpl
def varde_part() -> Part:
    """One programme, its instruments, what it can show for itself, and when a clinician must look."""
    return PART
