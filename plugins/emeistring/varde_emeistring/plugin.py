"""What eMeistring adds to Varde."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde_emeistring.alerts import ALERTS
from varde_emeistring.benefits import MEASURES
from varde_emeistring.instruments import INSTRUMENTS
from varde_emeistring.programme import PROGRAMME
from varde_emeistring.simulation import SIMULATION

PART = Part(key="emeistring", declares=(PROGRAMME, *INSTRUMENTS, *MEASURES, *ALERTS), simulate=(SIMULATION,))


@hookimpl
def varde_part() -> Part:
    """One programme, its instruments, what it can show for itself, and when a clinician must look."""
    return PART
