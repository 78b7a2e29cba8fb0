"""The shell around every page, and the pages that gather from several capabilities."""

from __future__ import annotations

from flask import Flask

from varde.charts import charts


def install(app: Flask) -> None:
    """Make the chart geometry known to the templates."""
    app.jinja_env.globals["charts"] = charts
