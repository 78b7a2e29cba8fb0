"""``Verkstedet``: a programme with every exercise of the library, one module of it, for those who read and try them."""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde.testing.samples.workshop.programme import EXERCISES, KEY, MODULE, PROGRAMME

__all__ = ["EXERCISES", "KEY", "MODULE", "PART", "PROGRAMME", "varde_part"]

PART = Part(key=KEY, declares=(PROGRAMME,))


@hookimpl
def varde_part() -> Part:
    """A programme with nothing but exercises."""
    return PART
