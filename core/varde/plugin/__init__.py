"""The plugin author's whole API. A plugin imports from here (and ``varde.testing`` in tests) and from nowhere else in Varde."""

from varde.kernel.errors import BadInput
from varde.kernel.part import Part, Permission, PersonalData, Retention, Tables
from varde.plugin.hookspecs import hookimpl
from varde.plugin.pages import HOME, Faulty, Filled, Goes, Page, Panel, StepShown, Visit, shown_people

__all__ = [
    "HOME",
    "BadInput",
    "Faulty",
    "Filled",
    "Goes",
    "Page",
    "Panel",
    "Part",
    "Permission",
    "PersonalData",
    "Retention",
    "StepShown",
    "Tables",
    "Visit",
    "hookimpl",
    "shown_people",
]
