"""The shell, as the house knows it: what every page shares."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from varde.kernel.part import ClockTask, Mountable, Part

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def install(app: Any, platform: Platform) -> None:
    """Requests, errors, who is asking, words, the geometry of charts, and the marks of what is said."""
    from varde.charts import charts
    from varde.web.shell import (
        compressed,
        confirming,
        controls,
        draft_forms,
        http,
        kept_forms,
        pages,
        questions,
        refusals,
        uploads,
    )
    from varde.web.shell.environment import PageEnvironment
    from varde.web.shell.says import says

    app.jinja_environment = PageEnvironment
    app.request_class = uploads.UploadRequest
    http.install(app, platform)
    app.extensions["varde_refusals"] = (refusals.log_refusal, refusals.keep_danger)
    pages.install(app)
    kept_forms.install(app)
    draft_forms.install(app)
    confirming.install(app)
    controls.install(app)
    compressed.install(app)
    app.jinja_env.globals["charts"] = charts
    app.jinja_env.globals["questions"] = questions
    app.jinja_env.globals["says"] = says


def blueprints(_platform: Platform) -> Sequence[Mountable]:
    from varde.web.shell import draft_forms, file_pages, kept_forms, step_files

    return (draft_forms.bp, file_pages.bp, kept_forms.bp, step_files.bp)


def clock_tasks() -> Sequence[ClockTask]:
    from varde.kernel.work import in_work
    from varde.web.shell.referral_drafts import look_at_left

    return (ClockTask("look at begun referrals", 60, in_work(look_at_left)),)


PART = Part(
    key="shell",
    templates=Path(__file__).parent / "templates",
    install=install,
    blueprints=blueprints,
    clock_tasks=clock_tasks,
)
