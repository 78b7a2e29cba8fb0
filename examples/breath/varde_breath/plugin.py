"""What Pusten hjemme adds to Varde."""

from __future__ import annotations

from pathlib import Path

from varde.plugin import Part, hookimpl
from varde_breath.alerts import ALERTS
from varde_breath.benefits import MEASURES
from varde_breath.instruments import INSTRUMENTS
from varde_breath.pages import PANELS
from varde_breath.programme import PROGRAMME
from varde_breath.series import FLOW
from varde_breath.simulation import SIMULATION

HERE = Path(__file__).parent

PART = Part(
    key="breath",
    declares=(PROGRAMME, *INSTRUMENTS, FLOW, *ALERTS, *MEASURES),
    simulate=(SIMULATION,),
    panels=PANELS,
    templates=HERE / "templates",
    locale=HERE / "locale",
)


@hookimpl
def varde_part() -> Part:
    """One programme, what is asked and measured in it, its alerts and measures, a panel, and the people of the demo."""
    return PART
