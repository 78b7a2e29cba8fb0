"""What spans several entries: what an exercise asks about the entries of another, and what its overview reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from sqlalchemy import func, select, tuple_

from varde.kernel.work import Work
from varde.kinds.about import AboutEntry, AboutWritten, AskedOfEach
from varde.kinds.asking import Field, values_of
from varde.kinds.guarded import GuardedChoice
from varde.modules.dated import NEWEST, dated_kind
from varde.modules.entries import read_by_therapist, written_by_patient
from varde.modules.models import Entry
from varde.modules.words import NOT_KNOWN_YET
from varde.programmes.gone import programme_of
from varde.programmes.overviews import Overview, Seen, SeenEntry, place_of_exercise
from varde.programmes.values import Exercise, Programme
from varde.standing.locks import Safety, closed_rows

MOST_SEEN = 400
"""So many entries, the newest, are read for one overview."""
Place = tuple[str, str]
ByPlace = Mapping[Place, Sequence[SeenEntry]]


def overview_of(step: Exercise) -> Overview | None:
    """What the entries of an exercise come to, when it has said."""
    return dated_kind(step).overview if step.dated else None


def read_around(work: Work, programme: str, enrolment_id: int, module: str, step: Exercise) -> ByPlace:
    """Her entries of an exercise with an overview and of those it speaks of, by place. One statement, and none when it speaks of
    nothing but itself."""
    declared = programme_of(work, programme)
    return _entries_at(work, declared, enrolment_id, places_read(module, step), hers=True)


def shared_around(work: Work, programme: str, enrolment_id: int, module: str, step: Exercise) -> ByPlace:
    """The same of what she shares, as she shared it last."""
    declared = programme_of(work, programme)
    return _entries_at(work, declared, enrolment_id, places_read(module, step), hers=False)


def places_read(module: str, step: Exercise) -> list[Place]:
    """The exercises whose entries are read with this one: those it asks about, itself, and those of its overview."""
    overview = overview_of(step)
    named = [place_of_exercise(field.kind.of, module) for field in step.fields if isinstance(field.kind, AboutWritten)]
    if overview is not None:
        named += [(module, step.key), *(place_of_exercise(of, module) for _, of in overview.over)]
    return list(dict.fromkeys(named))


def own_newest(work: Work, programme: Programme, enrolment_id: int, places: Collection[Place], most: int) -> ByPlace:
    """The newest ``most`` of what she has written in these exercises, by place, the oldest first. One statement."""
    return _entries_at(work, programme, enrolment_id, places, hers=True, most=most)


def shared_of_many(
    work: Work, programmes: Mapping[int, Programme], places: Collection[Place], most: int
) -> dict[int, dict[Place, list[SeenEntry]]]:
    """Of each of these enrolments, with its programme, the newest ``most`` entries that she shares of these exercises, by place and
    the oldest first. One statement for all of them."""
    newest = (Entry.shared_day.desc(), func.coalesce(Entry.shared_clock, time.min).desc(), Entry.id.desc())
    counted = (
        select(Entry.id, func.row_number().over(partition_by=Entry.enrolment_id, order_by=newest).label("number"))
        .where(Entry.enrolment_id.in_(programmes), tuple_(Entry.module, Entry.step).in_(places))
        .where(Entry.shared_at.is_not(None), Entry.shared_day.is_not(None))
        .subquery()
    )
    rows = select(Entry).join(counted, counted.c.id == Entry.id).where(counted.c.number <= most)
    seen: dict[int, dict[Place, list[SeenEntry]]] = {each: {place: [] for place in places} for each in programmes}
    for row in reversed(list(work.session.scalars(rows.order_by(*newest)))):
        place, exercises = (row.module, row.step), programmes[row.enrolment_id].exercises
        if place in exercises and row.shared_day is not None:
            answers = values_of(exercises[place][1].fields, read_by_therapist(row))
            seen[row.enrolment_id][place].append(SeenEntry(row.id, row.shared_day, row.shared_clock, answers))
    return seen


def _entries_at(
    work: Work, declared: Programme, enrolment_id: int, places: Collection[Place], *, hers: bool, most: int = MOST_SEEN
) -> dict[Place, list[SeenEntry]]:
    seen: dict[Place, list[SeenEntry]] = {place: [] for place in places}
    if not places:
        return seen
    of_them = select(Entry).where(
        Entry.enrolment_id == enrolment_id, tuple_(Entry.module, Entry.step).in_(places), Entry.day.is_not(None)
    )
    if not hers:
        of_them = of_them.where(Entry.shared_at.is_not(None))
    rows = list(work.session.scalars(of_them.order_by(*NEWEST).limit(most)))
    for row in reversed(rows):
        place = (row.module, row.step)
        fields = declared.exercises[place][1].fields if place in declared.exercises else ()
        answers = values_of(fields, written_by_patient(row) if hers else read_by_therapist(row))
        day, clock = (row.day, row.clock) if hers else (row.shared_day, row.shared_clock)
        if day is not None:
            seen[place].append(SeenEntry(row.id, day, clock, answers))
    return seen


def read_for_overview(step: Exercise, module: str, around: ByPlace, work: Work) -> Seen:
    """What the overview of an exercise reads."""
    overview = overview_of(step)
    of = {name: around[place_of_exercise(named, module)] for name, named in (overview.over if overview else ())}
    return Seen(around.get((module, step.key), ()), of, step.fields, work.today)


def asked_now(
    step: Exercise, module: str, around: ByPlace, safety: Safety, kept: Mapping[str, Any] | None = None
) -> Exercise:
    """The exercise with what can be chosen now, where it asks about the entries of another or has choices that are not safe for
    everybody. What an entry says already (``kept``) stays a choice."""
    said = kept or {}
    fields = tuple(_asked_now(step, field, module, around, safety, said.get(field.key)) for field in step.fields)
    return step if fields == step.fields else replace(step, fields=fields)


def _asked_now(step: Exercise, field: Field, module: str, around: ByPlace, safety: Safety, kept: object) -> Field:
    match field.kind:
        case AboutEntry() | AskedOfEach() as about:
            entries = _numbered(around[place_of_exercise(about.of, module)])
            return replace(field, kind=about.among(entries, kept))
        case GuardedChoice() as guarded:
            closed = closed_rows(step, guarded, safety)
            why = {key: NOT_KNOWN_YET if held.unknown else held.lock.why for key, held in closed.items()}
            return replace(field, kind=guarded.closing(why, kept))
    return field


def _numbered(entries: Iterable[SeenEntry]) -> list[tuple[int, Mapping[str, Any]]]:
    return [(entry.id, entry.answers) for entry in entries]
