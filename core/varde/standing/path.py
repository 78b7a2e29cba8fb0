"""What has been switched on one patient's way: what each deed makes of a module or a step, and which deeds can be done now.

Switches are read in the order they were made, those that were undone left out. What they come to is one :class:`Turned` for each
place: a module (``step`` is "") or a step of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

Deed = Literal["open", "close", "skip", "repeat", "hide", "show", "add", "choose", "decline"]
DEEDS: tuple[Deed, ...] = get_args(Deed)
HERS: tuple[Deed, ...] = ("choose", "decline")
"""What the patient herself does: she takes an optional module, or leaves it out."""
Standing = Literal[
    "locked", "closed", "open", "done", "skipped", "hidden", "outside", "held", "added", "library", "withheld"
]
"""How a module or a step stands: ``locked`` waits for its rule (a step: for its module), ``closed`` was closed by somebody,
``held`` is locked for her safety, ``outside`` is not on her way, ``added`` was laid beside a module that is not open,
``library`` is a whole library, of which nothing can be done but with one exercise at a time, and ``withheld`` is not shown to
anybody there before a clinical owner has signed it."""
Pace = Literal["programme", "therapist", "own"]
PACES: tuple[Pace, ...] = get_args(Pace)
"""Who says when the next module opens: the programme's rules, her therapist each time, or she by finishing the one before."""
Switchable = Literal["waiting", "active", "paused"]
SWITCHABLE: tuple[Switchable, ...] = get_args(Switchable)
"""The states of an enrolment in which its way can be changed."""
Place = tuple[str, str]

_MODULE: Mapping[Standing, tuple[Deed, ...]] = {
    "locked": ("open", "skip", "hide"),
    "closed": ("open", "skip", "hide"),
    "open": ("close", "skip", "hide"),
    "done": ("repeat", "hide"),
    "skipped": ("open", "hide"),
    "hidden": ("show",),
    "outside": ("add",),
}
_STEP: Mapping[Standing, tuple[Deed, ...]] = {
    "locked": ("add", "skip", "hide"),
    "closed": ("open", "skip", "hide"),
    "open": ("close", "skip", "hide"),
    "done": ("repeat", "hide"),
    "skipped": ("open", "hide"),
    "held": ("skip", "hide"),
    "hidden": ("show",),
    "outside": ("add",),
    "added": ("close", "skip", "hide"),
}
_UNCHOSEN: tuple[Standing, ...] = ("done", "skipped", "hidden", "outside", "library")
"""How an optional module stands when the patient can no more choose about it."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One deed about a place, the ``number``-th of its enrolment."""

    number: int
    deed: str
    module: str
    step: str = ""
    undone: bool = False

    @property
    def place(self) -> Place:
        return (self.module, self.step)


@dataclass(frozen=True, slots=True)
class Turned:
    """What the switches make of one place. ``again``: it is to be done once more. ``choice`` is the patient's own, of an optional
    module."""

    access: Literal["", "open", "close"] = ""
    skipped: bool = False
    hidden: bool = False
    added: bool = False
    again: bool = False
    choice: Literal["", "yes", "no"] = ""

    @property
    def is_opened(self) -> bool:
        """Whether somebody has opened or added it, and nobody has closed, skipped or hidden it since."""
        laid = self.access == "open" or (self.added and self.access != "close")
        return laid and not self.skipped and not self.hidden


NOT_TURNED = Turned()
_MAKES: Mapping[str, Mapping[str, Any]] = {
    "open": {"access": "open", "skipped": False},
    "close": {"access": "close"},
    "skip": {"skipped": True},
    "repeat": {"again": True, "skipped": False},
    "hide": {"hidden": True},
    "show": {"hidden": False},
    "add": {"added": True, "hidden": False, "access": ""},
    "choose": {"choice": "yes"},
    "decline": {"choice": "no"},
}


@dataclass(frozen=True, slots=True)
class Turns:
    """What the switches of an enrolment come to, by place. ``touched`` are the places that any of them, undone or not, was about:
    what is to be done there is asked also in a module that was finished before."""

    of: Mapping[Place, Turned] = field(default_factory=dict)
    touched: frozenset[Place] = frozenset()

    def at(self, module: str, step: str = "") -> Turned:
        return self.of.get((module, step), NOT_TURNED)

    def opened(self) -> frozenset[str]:
        """The modules that somebody has opened ahead of their rules, and nobody closed since."""
        return frozenset(module for (module, step), turned in self.of.items() if not step and turned.access == "open")


def turned_by(switches: Iterable[Switch]) -> Turns:
    """What these switches come to."""
    of: dict[Place, Turned] = {}
    touched = set()
    for switch in sorted(switches, key=lambda switch: switch.number):
        touched.add(switch.place)
        if not switch.undone:
            of[switch.place] = replace(of.get(switch.place, NOT_TURNED), **_MAKES[switch.deed])
    return Turns(of, frozenset(touched))


def deeds_for(standing: Standing, *, step: bool) -> tuple[Deed, ...]:
    """What a therapist can do about a module or a step that stands so."""
    return (_STEP if step else _MODULE).get(standing, ())


def may_switch(deed: str, standing: Standing, *, step: bool, optional: bool = False, by_patient: bool = False) -> bool:
    """Whether this deed can be done by whoever does it: the patient chooses among what is optional, all else is for those who
    treat her."""
    if by_patient:
        return deed in HERS and not step and optional and standing not in _UNCHOSEN
    return deed in deeds_for(standing, step=step)


def newer_than(switches: Iterable[Switch], place: Place, seen: int) -> Switch | None:
    """The newest switch about this module, or about a step of it, that was made after the page that showed ``seen``: somebody
    else was there first. None when nobody was."""
    since = [switch for switch in switches if switch.number > seen and switch.module == place[0]]
    return max(since, key=lambda switch: switch.number, default=None)
