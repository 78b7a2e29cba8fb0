"""``Eggen``: along the ridge in fourteen weeks, on one of three tracks."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde.testing.samples.ridge.alerts import ALERTS
from varde.testing.samples.ridge.benefits import MEASURES
from varde.testing.samples.ridge.instruments import INSTRUMENTS
from varde.testing.samples.ridge.programme import PROGRAMME

KEY = "ridge"
PART = Part(key=KEY, declares=(PROGRAMME, *INSTRUMENTS, *MEASURES, *ALERTS))


@hookimpl
def varde_part() -> Part:
    """A programme, its instruments, what it can show for itself, and when a clinician must look."""
    return PART
