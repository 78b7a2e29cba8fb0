"""What a patient has handed in since last time, step by step, answered or not; and the next module opened with one click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.enrolments.models import Enrolment
from varde.kernel.characters import row_number
from varde.kernel.words import Text
from varde.modules.entries import awaits_feedback, shared_entries
from varde.modules.errors import NoSuchStep
from varde.modules.models import Entry
from varde.modules.next_rules import next_to_open
from varde.modules.path_rules import ModuleView, Path
from varde.modules.progress import path_of
from varde.modules.switching import SwitchLine, SwitchWish, last_opened, switches_of, turn
from varde.programmes.gone import programme_of
from varde.programmes.look_for import to_look_for
from varde.programmes.values import Exercise, Step
from varde.scheduling.booking import CAME
from varde.scheduling.service import AppointmentLine, appointment_lines
from varde.standing.path import SWITCHABLE
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import path_words as words
from varde.web.staff.records import record_page

bp = Blueprint("homework", __name__, url_prefix="/pasient/<int:enrolment_id>/lekser")
MOST = 300
"""How many shared entries are looked at, those without an answer first."""


@dataclass(frozen=True, slots=True)
class HomeworkLine:
    """One step: whether it is done, and of an exercise how many entries she has shared since last time, how many wait for an
    answer, whenever they were shared, and when she shared one last."""

    step: Step
    standing: str
    exercise: bool
    dated: bool
    handed_in: int = 0
    waiting: int = 0
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class HomeworkCard:
    """A module with something to look at: she has begun on it, it is open, or something of it waits."""

    view: ModuleView
    lines: tuple[HomeworkLine, ...]

    @property
    def to_read(self) -> bool:
        """Whether something of it is new, or waits for an answer."""
        return any(line.handed_in or line.waiting for line in self.lines)


@bp.get("")
@audience("staff")
def show(enrolment_id: int) -> str:
    """What was handed in since last time, and what can be opened next. Six statements beside the gate's."""
    work = http.work()
    enrolment = record_page(enrolment_id, "modules")
    path, switches = path_of(work, enrolment, http.language(), to_staff=True), switches_of(work, enrolment_id)
    since = last_time(enrolment, switches, appointment_lines(work, enrolment_id), work.now)
    opened = last_opened(switches)
    programme = programme_of(work, enrolment.programme)
    titles = {module.key: module.title for module in programme.modules}
    cards = cards_of(path, shared_entries(work, enrolment_id, MOST), since)
    return render_template(
        "paths/homework.html",
        enrolment=enrolment,
        programme=programme,
        cards=cards,
        look_for=to_look_for(programme.modules, (card.view.module.key for card in cards if card.to_read)),
        since=since,
        following=next_to_open(path),
        none_left=none_left(path),
        opened=opened,
        opened_title=titles.get(opened.module) if opened else None,
        switchable=enrolment.state in SWITCHABLE,
        seen=max((line.number for line in switches), default=0),
        nav=staff_nav("caseload"),
    )


def none_left(path: Path) -> Text:
    """Why there is no module to open next."""
    if not path.modules and not path.hidden:
        return words.NO_MODULES
    passed = path.hidden or any(view.status == "skipped" or view.left_out for view in path.modules)
    return words.REST_IS_PASSED if passed else words.ALL_ARE_OPEN


def last_time(
    enrolment: Enrolment, switches: Sequence[SwitchLine], appointments: Iterable[AppointmentLine], now: datetime
) -> datetime:
    """Since when it counts as new: the last appointment she came to, or the last time her way was switched by whoever treats her;
    before any of these, the start."""
    came = [each.starts_at for each in appointments if each.state in CAME and each.starts_at <= now]
    switched = [line.at for line in switches if not line.by_patient]
    return max([*came, *switched], default=enrolment.started_at or enrolment.referred_at)


def cards_of(path: Path, entries: Sequence[Entry], since: datetime) -> tuple[HomeworkCard, ...]:
    """The modules that she can be at work in or has handed something in of, in order."""
    of_place: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        of_place.setdefault((entry.module, entry.step), []).append(entry)
    cards = []
    for view in (*path.modules, *path.extras):
        steps = [
            step for step in view.module.steps if not view.shut or step.key in view.added or step.key in view.steps_done
        ]
        lines = tuple(_line(view, step, of_place.get((view.module.key, step.key), ()), since) for step in steps)
        card = HomeworkCard(view, lines)
        if lines and (view.status != "done" or card.to_read):
            cards.append(card)
    return tuple(cards)


def _line(view: ModuleView, step: Step, entries: Sequence[Entry], since: datetime) -> HomeworkLine:
    shared = [entry.shared_at for entry in entries if entry.shared_at is not None]
    return HomeworkLine(
        step,
        view.step_standing(step),
        isinstance(step, Exercise),
        isinstance(step, Exercise) and step.dated,
        sum(1 for at in shared if at >= since),
        sum(1 for entry in entries if awaits_feedback(entry)),
        max(shared, default=None),
    )


@bp.post("/neste", endpoint="open_next")
@audience("treat")
def open_next(enrolment_id: int) -> Response:
    """Open the module that the page says is next. The patient is told. :raises SwitchedSince: somebody was there first."""
    work, enrolment, form = http.work(), record_page(enrolment_id, "modules", write=True), typed()
    module = form.get("module", "")[:60]
    if not module:
        raise NoSuchStep()
    reason = http.speech().say(words.HOMEWORK_READ)
    seen = row_number(form.get("seen", ""))
    turn(work, actor(), enrolment, SwitchWish("open", module, reason=reason, seen=seen))
    view = path_of(work, enrolment, http.language(), to_staff=True).view(module)
    if view.status == "locked" and view.lock is not None:
        flash(http.speech().say(words.STILL_CLOSED, why=view.lock.sentence), "now")
    else:
        flash(http.speech().say(words.OPENED_AND_TOLD, title=view.module.title), "done")
    return redirect(url_for("homework.show", enrolment_id=enrolment_id), 303)
