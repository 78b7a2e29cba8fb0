"""The shell, as the house knows it: what every page shares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from varde.kernel.part import Part

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def install(app: Any, platform: Platform) -> None:
    """Requests, errors, who is asking, words, the geometry of charts, and the marks of what is said."""
    from varde.charts import charts
    from varde.web.shell import http, pages, refusals
    from varde.web.shell.environment import PageEnvironment
    from varde.web.shell.says import says

    app.jinja_environment = PageEnvironment
    http.install(app, platform)
    app.extensions["varde_refusals"] = (refusals.log_refusal,)
    pages.install(app)
    app.jinja_env.globals["charts"] = charts
    app.jinja_env.globals["says"] = says


PART = Part(key="shell", templates=Path(__file__).parent / "templates", install=install)
