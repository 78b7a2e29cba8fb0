"""What a series is: frozen values that a plugin declares and the core reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from varde.kernel.words import Text

Limits = Literal["fixed", "organisation", "percent", "difference"]
"""Whose the limits of zones are: everybody's, the organisation's, or the patient's own, from a number that is set for her."""


@dataclass(frozen=True, slots=True)
class Component:
    """One number of a measurement, in the unit of its series.

    ``possible`` is the hard range, both ends included: a number outside is refused. One outside ``plausible`` is asked about
    ("are you sure?"), and so is one that is ``far`` or more from the measurement before; None: no step is too long.
    """

    key: str
    label: Text
    possible: tuple[float, float]
    plausible: tuple[float, float]
    far: float | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A named part of the range, from ``low`` (included) up to ``high`` (not included); None is an open end.

    ``grade`` is how heavy it is, 1 to 3: how dark it is drawn. ``do`` tells the patient what to do now, ``seen`` who sees it
    and when; both are plain text, and in ``seen`` ``{therapist}`` and ``{clinic}`` are filled in.
    """

    key: str
    label: Text
    low: float | None
    high: float | None
    grade: Literal[1, 2, 3]
    do: Text
    seen: Text


@dataclass(frozen=True, eq=False)
class Series:
    """Something that is measured again and again. Two series are the same only when they are one object.

    ``components`` are its numbers, one or more. ``title`` names it, ``quantity`` is what is written beside a number that is
    asked for, ``how`` says how it is measured. ``decimals`` is the finest step that is kept, as digits after the comma.
    ``falling``: each component is lower than the one before it, as in blood pressure.

    ``zones`` are of the component ``zoned`` (the first, when it is empty), lowest first. Their limits are ``fixed``; or the
    ``organisation`` may set its own in the settings of the offering, and these hold where it has not; or they follow from a
    number that staff set for each patient and that ``base`` names ("your best"): ``percent`` of it, or ``difference`` from it.
    A patient without that number has no zones yet.

    ``urgent`` stands beside "are you sure?": what to do at once, whatever the number is. ``window`` is how many days a fact
    looks back when a rule does not say. ``code`` is the LOINC code of what is measured, ``ucum`` its unit.
    ``source`` says where the limits come from, and that they are proposed while nobody has signed them.
    """

    key: str
    title: Text
    quantity: Text
    unit: Text
    components: tuple[Component, ...]
    decimals: int = 0
    falling: bool = False
    zones: tuple[Zone, ...] = ()
    zoned: str = ""
    limits: Limits = "fixed"
    base: Text | None = None
    how: Text | None = None
    urgent: Text | None = None
    window: int = 14
    code: str = ""
    ucum: str = ""
    source: str = ""
    renamed_from: tuple[str, ...] = ()

    @property
    def zoned_at(self) -> int:
        """The place of the component that the zones are of."""
        keys = [component.key for component in self.components]
        return keys.index(self.zoned) if self.zoned else 0

    @property
    def of_patient(self) -> bool:
        """Whether the limits follow from a number of the patient's own."""
        return self.limits in ("percent", "difference")

    def zone(self, key: str | None) -> Zone | None:
        """The zone with this key; None when there is none, as after an upgrade that took it out."""
        return next((zone for zone in self.zones if zone.key == key), None)


@dataclass(frozen=True, slots=True)
class Observation:
    """One measurement as rules see it: when (with a zone), in ``figures`` the number of each component, and the key of the
    zone it was in when it came (None: not known)."""

    at: datetime
    figures: tuple[float, ...]
    zone: str | None = None
