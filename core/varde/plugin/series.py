"""What the author of something that is measured needs: a series, its zones, and what a rule may ask of it."""

from varde.kernel.words import Text
from varde.series.facts import What, measured
from varde.series.rules import zone_of, zones_for
from varde.series.soundness import check_series
from varde.series.values import Component, Limits, Observation, Series, Zone
from varde.series.window import FEWEST

__all__ = [
    "FEWEST",
    "Component",
    "Limits",
    "Observation",
    "Series",
    "Text",
    "What",
    "Zone",
    "check_series",
    "measured",
    "zone_of",
    "zones_for",
]
