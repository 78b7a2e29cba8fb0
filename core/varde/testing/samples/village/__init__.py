"""``Bygdetunet``: twelve weeks of small walks at home, offered by the municipality."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde.testing.samples.village.alerts import ALERTS
from varde.testing.samples.village.benefits import MEASURES
from varde.testing.samples.village.instruments import INSTRUMENTS
from varde.testing.samples.village.programme import PROGRAMME

KEY = "village"
PART = Part(key=KEY, declares=(PROGRAMME, *INSTRUMENTS, *MEASURES, *ALERTS))


@hookimpl
def varde_part() -> Part:
    """A programme, its instruments, what it can show for itself, and when a clinician must look."""
    return PART
