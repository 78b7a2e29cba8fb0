"""``Vika``: four weeks with a diary, filled in each evening, and a note that the patient may write whenever she wants."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde.testing.samples.cove.instruments import DAY
from varde.testing.samples.cove.programme import ALERTS, KEY, PROGRAMME

__all__ = ["DAY", "KEY", "PART", "PROGRAMME", "varde_part"]

PART = Part(key=KEY, declares=(PROGRAMME, DAY, *ALERTS))


@hookimpl
def varde_part() -> Part:
    """A programme with a diary, what is asked each day, and when a clinician must look."""
    return PART
