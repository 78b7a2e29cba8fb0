"""The quality of referrals for managers: counts of many by programme, small ones hidden, and no patient."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from varde.benefits.figures.suppression import hide, small, suppress
from varde.charts.values import Hidden, Shown
from varde.identity.service import fewest_shown, under, with_those_above
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.referrals.quality import Quality, quality_of, year_before
from varde.web.manager import words
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("quality", __name__, url_prefix="/henvisningskvalitet")


@dataclass(frozen=True, slots=True)
class QualityLine:
    """One programme in words: each figure as it is written, hidden where it is of few."""

    title: Text
    sent: str
    returned: str
    completed: str
    days_to_complete: str
    days_to_answer: str


@bp.get("")
@audience("manager")
def index() -> str:
    """Every programme this manager answers for, over the twelve whole months before this one."""
    work, signed_in = http.work(), actor()
    since, until = year_before(work.today)
    fewest = fewest_shown(with_those_above(work, under(work, signed_in.places("manager"))))
    lines = []
    for key, programme in sorted(work.catalogue.all(Programme).items()):
        places = under(work, signed_in.places("manager", programme=key))
        counted = quality_of(work, places, key, since, until) if places else None
        if counted is not None:
            lines.append(_line(programme.title, counted, fewest))
    return render_template(
        "quality/index.html", lines=lines, since=since, until=until, threshold=fewest, nav=staff_nav("quality")
    )


def _line(title: Text, counted: Quality, fewest: int) -> QualityLine:
    """A part is hidden with its whole, and so is what would tell it by what is left."""
    sent = hide(counted.sent, fewest)
    whole = suppress({"returned": counted.returned, "kept": counted.sent - counted.returned}, threshold=fewest)
    returned: Shown = sent if isinstance(sent, Hidden) else whole["returned"]
    parts = suppress({"completed": counted.completed, "open": counted.returned - counted.completed}, threshold=fewest)
    completed: Shown = returned if isinstance(returned, Hidden) else parts["completed"]
    return QualityLine(
        title,
        _shown(sent),
        _shown(returned),
        _shown(completed),
        _days(counted.days_to_complete, counted.completed, fewest, hidden=isinstance(completed, Hidden)),
        _days(counted.days_to_answer, counted.answered, fewest, hidden=isinstance(sent, Hidden)),
    )


def _shown(value: Shown) -> str:
    if isinstance(value, Hidden):
        return http.speech().say(words.FEW, n=str(value.threshold))
    return http.speech().number(value, 0)


def _days(days: float | None, people: int, fewest: int, *, hidden: bool) -> str:
    if days is None or hidden or small(people, fewest):
        return http.speech().say(words.NO_FIGURE)
    return http.speech().number(days, 0 if days.is_integer() else 1)
