"""Whether patients find that the steps of a programme helped: sums and words, without anybody's name."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.benefits.figures.suppression import suppress
from varde.charts.values import Hidden, Shown
from varde.content.values import StepKey
from varde.identity.models import Organisation
from varde.identity.rights import roles_with
from varde.identity.service import fewest_shown, organisation_by_key, under, with_those_above
from varde.modules.errors import NoSuchEntry
from varde.modules.helped import CountedAnswers, WrittenWords, counted_at, owners_reached, remove_words, words_at
from varde.modules.helped_rules import released
from varde.modules.models import HELPED
from varde.programmes.values import Programme
from varde.setup.organisations import every_place
from varde.web.editor import words
from varde.web.editor.places import step_title
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("helped_figures", __name__, url_prefix="/hjalp-dette")
Known = tuple[StepKey, str]
"""A step, and which words of it."""


@dataclass(frozen=True, slots=True)
class HelpedLine:
    """Some words of a step: how many answered, each answer in figures, what was written, and the last day that is in it."""

    title: str
    newest: bool
    answered: int
    cells: tuple[str, ...]
    written: tuple[WrittenWords, ...]
    until: date


@dataclass(frozen=True, slots=True)
class HelpedProgramme:
    """A programme with what is shown of its steps, and whether there is more that is not shown yet."""

    programme: Programme
    lines: tuple[HelpedLine, ...]
    waits: bool


def _reached() -> dict[int, set[str]]:
    """The organisations whose answers she sees, each with the programmes. Two statements, and two more for each programme that she
    sees at places of its own."""
    work, signed_in, reached = http.work(), actor(), defaultdict[int, set[str]](set)
    by_places = defaultdict[tuple[int, ...], list[str]](list)
    for key in work.catalogue.all(Programme):
        by_places[signed_in.places(*roles_with("read_helped"), programme=key)].append(key)
    for places, keys in by_places.items():
        for owner in owners_reached(work, places):
            reached[owner].update(keys)
    return reached


def _place(key: str, reached: Mapping[int, set[str]]) -> Organisation:
    """:raises NoSuchOrganisation, NoSuchEntry"""
    organisation = organisation_by_key(http.work(), key)
    if organisation.id not in reached:
        raise NoSuchEntry()
    return organisation


@bp.get("")
@audience("read_helped")
def index() -> Response:
    """The first place whose answers she sees; whoever has the role has one."""
    places = every_place(http.work(), set(_reached()))
    return redirect(url_for("helped_figures.show", key=places[0].key), 303)


@bp.get("/<key>")
@audience("read_helped")
def show(key: str) -> str:
    """What was answered at one organisation, in batches that tell nothing of one."""
    work, reached = http.work(), _reached()
    organisation = _place(key, reached)
    fewest = fewest_shown(with_those_above(work, under(work, [organisation.id])))
    counted, written = counted_at(work, organisation.id), words_at(work, organisation.id)
    programmes = [
        _programme(programme, counted, written, fewest)
        for programme in work.catalogue.all(Programme).values()
        if programme.key in reached[organisation.id] and any(each.key.programme == programme.key for each in counted)
    ]
    return render_template(
        "helped/index.html",
        organisation=organisation,
        places=every_place(work, set(reached)),
        programmes=programmes,
        threshold=fewest,
        nav=staff_nav("helped"),
    )


def _programme(
    programme: Programme, counted: Sequence[CountedAnswers], written: Sequence[WrittenWords], fewest: int
) -> HelpedProgramme:
    months: dict[Known, dict[date, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for each in counted:
        if each.key.programme == programme.key:
            months[each.key, each.edition][each.month][each.answer] += each.n
    shown = {known: released(by_month.items(), fewest, http.work().today) for known, by_month in months.items()}
    newest = {known[0]: known for known, by_month in sorted(months.items(), key=lambda of: max(of[1]))}
    order = {
        StepKey(programme.key, module.key, step.key): (module.number, place)
        for module in programme.modules
        for place, step in enumerate(module.steps)
    }
    lines = []
    for known in sorted(shown, key=lambda known: (order.get(known[0], (99, 0)), known != newest[known[0]])):
        until = shown[known].until
        if until is not None:
            of_these = tuple(each for each in written if (each.key, each.edition) == known and each.month <= until)
            title = step_title(http.speech(), programme, known[0])
            lines.append(_line(title, shown[known].answers, until, of_these, fewest, newest=newest[known[0]] == known))
    in_all = sum(sum(answers.answers.values()) for answers in shown.values())
    every = sum(each.n for each in counted if each.key.programme == programme.key)
    return HelpedProgramme(programme, tuple(lines), waits=in_all < every)


def _line(
    title: str, answers: Mapping[str, int], until: date, written: tuple[WrittenWords, ...], fewest: int, *, newest: bool
) -> HelpedLine:
    cells = suppress({answer: answers.get(answer, 0) for answer in HELPED}, threshold=fewest)
    figures = tuple(_said(cells[answer]) for answer in HELPED)
    return HelpedLine(title, newest, sum(answers.values()), figures, written, _last_day(until))


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _said(value: Shown) -> str:
    speech = http.speech()
    if isinstance(value, Hidden):
        return speech.say(words.TOO_FEW, n=str(value.threshold))
    return speech.number(value, 0)


@bp.post("/<key>/ord/<number>/fjern")
@audience("read_helped")
def remove(key: str, number: str) -> Response:
    """Take out words that hold a name."""
    reached = _reached()
    organisation = _place(key, reached)
    remove_words(http.work(), organisation.id, number, reached[organisation.id])
    flash(http.speech().say(words.REMOVED), "done")
    return redirect(url_for("helped_figures.show", key=key), 303)
