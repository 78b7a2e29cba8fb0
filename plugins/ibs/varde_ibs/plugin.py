"""What Mage-tarmskolen adds to Varde."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde_ibs.alerts import ALERTS
from varde_ibs.benefits import MEASURES
from varde_ibs.instruments import INSTRUMENTS
from varde_ibs.pages import PAGES
from varde_ibs.programme import PROGRAMME
from varde_ibs.simulation import SIMULATION

PART = Part(key="ibs", declares=(PROGRAMME, *INSTRUMENTS, *MEASURES, *ALERTS), pages=PAGES, simulate=(SIMULATION,))


@hookimpl
def varde_part() -> Part:
    """One programme, its instruments, what it can show for itself, and when a clinician must look."""
    return PART
