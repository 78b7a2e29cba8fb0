"""What Mage-tarmskolen adds to Varde."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde.plugin.settings import LevelSettings
from varde_ibs.alerts import ALERTS, COURSE_ALERTS
from varde_ibs.benefits import COURSE_MEASURES, MEASURES
from varde_ibs.groups import SchoolSettings
from varde_ibs.instruments import INSTRUMENTS
from varde_ibs.pages import PAGES
from varde_ibs.programme import COURSE_PROGRAMME, PROGRAMME
from varde_ibs.proposals import PROPOSALS
from varde_ibs.simulation import COURSE_SIMULATION, SIMULATION

PART = Part(
    key="ibs",
    declares=(
        PROGRAMME,
        COURSE_PROGRAMME,
        *INSTRUMENTS,
        *MEASURES,
        *COURSE_MEASURES,
        *PROPOSALS,
        *ALERTS,
        *COURSE_ALERTS,
    ),
    settings=(LevelSettings("offering", SchoolSettings, PROGRAMME.key),),
    pages=PAGES,
    simulate=(SIMULATION, COURSE_SIMULATION),
)


@hookimpl
def varde_part() -> Part:
    """One programme, its instruments, what it can show for itself, and when a clinician must look."""
    return PART
