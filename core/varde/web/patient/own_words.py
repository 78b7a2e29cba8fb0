"""What she has written herself, as it stands on her home: where she writes on, and what she is on her way to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from varde.enrolments.models import Enrolment
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.dated import dated_kind
from varde.modules.path_rules import Path
from varde.modules.progress import DiaryLines
from varde.modules.seen import own_newest
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.gone import programme_of
from varde.programmes.overviews import SeenEntry
from varde.programmes.values import Exercise, Module

LATELY = timedelta(days=14)
"""An exercise that is not written every day stands on the home page for so long after she wrote in it."""


@dataclass(frozen=True, slots=True)
class WrittenAtHome:
    """An exercise that she writes in again and again: where one more entry is written, and the newest day (None: no entry)."""

    title: Text
    module: Text
    url: str
    newest: date | None


@dataclass(frozen=True, slots=True)
class GoalsAtHome:
    """What she has written in one exercise about what she is on her way to, the newest first, and the address of the exercise."""

    title: Text
    url: str
    words: tuple[str, ...]


MOST_GOALS, MOST_READ = 3, 30
"""So many of an exercise stand on her home, of the newest that are read of all of them."""


def goals_of(work: Work, enrolment: Enrolment, path: Path) -> tuple[GoalsAtHome, ...]:
    """What she is on her way to, in her own words, from the exercises that she has come to; hers alone, shared or not. One
    statement, and none without such an exercise."""
    places = {(module.key, step.key): step for module, step in _come_to(path) if dated_kind(step).at_home}
    if not places:
        return ()
    entries = own_newest(work, programme_of(work, enrolment.programme), enrolment.id, places.keys(), MOST_READ)
    goals = []
    for (module, key), step in places.items():
        said = tuple(words_at_home(dated_kind(step), entry) for entry in reversed(entries[module, key]))
        if shown := tuple(filter(None, said))[:MOST_GOALS]:
            url = url_for("modules.step", enrolment_id=enrolment.id, module=module, step=key)
            goals.append(GoalsAtHome(step.title, url, shown))
    return tuple(goals)


def _come_to(path: Path) -> Iterator[tuple[Module, Exercise]]:
    """The exercises with dated entries that are open to her and that she has come to."""
    for view in (*path.modules, *path.extras):
        for step in view.readable:
            come_to = step.key in view.steps_done and step.key not in view.skipped
            if isinstance(step, Exercise) and step.dated and come_to:
                yield view.module, step


def words_at_home(kind: DatedEntries, entry: SeenEntry) -> str:
    """What an entry says on her home; "" when she has put it away, or has written nothing there."""
    if kind.put_away and entry.answers.get(kind.put_away) is True:
        return ""
    said = (str(entry.answers.get(key) or "").strip() for key in kind.at_home)
    return ", ".join(filter(None, said))


def written_of(work: Work, enrolment: Enrolment, path: Path, lines: DiaryLines) -> tuple[WrittenAtHome, ...]:
    """The exercises that she has come to, to write on in: diaries always, and what is not written every
    day when she has written in it lately, as ``lines`` says. No statement."""
    lately = work.today - LATELY
    shown = [
        (module, step)
        for module, step in _come_to(path)
        if dated_kind(step).daily or ((line := lines.get((module.key, step.key))) and line.newest >= lately)
    ]
    return tuple(
        WrittenAtHome(
            step.title,
            module.named,
            url_for("modules.step", enrolment_id=enrolment.id, module=module.key, step=step.key, _anchor="ny"),
            line.newest if (line := lines.get((module.key, step.key))) else None,
        )
        for module, step in shown
    )
