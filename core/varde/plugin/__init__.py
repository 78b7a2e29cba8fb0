"""The plugin author's whole API. A plugin imports from here (and ``varde.testing`` in tests) and from nowhere else in Varde."""

from varde.kernel.part import Part, Permission, PersonalData, Retention, Tables
from varde.plugin.hookspecs import hookimpl
from varde.plugin.pages import Page

__all__ = ["Page", "Part", "Permission", "PersonalData", "Retention", "Tables", "hookimpl"]
