"""The shell around every page, and the pages that gather from several capabilities."""

from __future__ import annotations

from flask import Flask

from varde.charts import charts
from varde.web.shell.says import says


def install(app: Flask) -> None:
    """Make the chart geometry, and the marks of what is said, known to the templates."""
    app.jinja_env.globals["charts"] = charts
    app.jinja_env.globals["says"] = says
