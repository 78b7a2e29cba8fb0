"""That the record of a page was opened by break-glass, which every page of it says."""

from __future__ import annotations

from flask import g

from varde.enrolments.break_glass import standing_of
from varde.enrolments.break_glass_rules import BREAK_GLASS
from varde.web.shell import http
from varde.web.shell.pages import actor


def say_by_glass(enrolment_id: int, basis: str) -> None:
    """Have the page say until when it is open, when that is what let her in. One statement then, none otherwise."""
    if basis == BREAK_GLASS:
        g.break_glass = standing_of(http.work(), actor(), enrolment_id)
