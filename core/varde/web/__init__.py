"""The shell around every page, and the pages that gather from several capabilities."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from varde.charts import charts
from varde.kernel.words import Text
from varde.web.shell.says import says

Announcement = Callable[[], Text | None]
"""What everybody who comes to the front page or the sign-in is told now; None when there is nothing to tell."""


def nothing_to_tell() -> Text | None:
    """The announcement of a house that has none."""
    return None


def install(app: Flask, announcement: Announcement = nothing_to_tell) -> None:
    """Make the chart geometry, the marks of what is said and the announcement known to the templates."""
    app.jinja_env.globals["charts"] = charts
    app.jinja_env.globals["says"] = says
    app.jinja_env.globals["announcement"] = announcement
