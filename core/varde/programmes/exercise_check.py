"""What is wrong with how an exercise is declared, one sentence for each fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from varde.kinds.about import AboutWritten, AskedOfEach
from varde.kinds.guarded import GuardedChoice
from varde.programmes.exercise_kinds import DatedEntries, ExerciseKind
from varde.programmes.guide_check import check_guide
from varde.programmes.overviews import place_of_exercise
from varde.programmes.values import Exercise, Programme

RESERVED = ("shared", "base", "once", "til", "dag", "side", "entry", "part", "go")
"""Names that the page of an exercise has for itself."""


def check_exercise(step: Exercise) -> Iterator[str]:
    """A sentence for each fault of an exercise, but those of its fields."""
    if not step.fields:
        yield "is an exercise, but has no fields"
    for field in step.fields:
        if field.key in RESERVED:
            yield f"field {field.key}: the page has that name for itself, so the field needs another key"
        if isinstance(field.kind, GuardedChoice):
            for key in field.kind.locks:
                if key not in {lock.key for lock in step.choice_locks}:
                    yield f"field {field.key}: there is no lock '{key}' among its choice_locks"
    if step.guide is not None:
        yield from check_guide(step.guide, {field.key: field.kind for field in step.fields})
    kind: object = step.kind
    if not isinstance(kind, ExerciseKind):
        yield f"kind is {type(kind).__name__}, and must be an ExerciseKind, as DatedEntries(needed=('pain',))"
        return
    if (kind.styles or kind.scripts) and not kind.template:
        yield "has styles or scripts, and no template that uses them"
    if isinstance(kind, DatedEntries):
        yield from _check_dated(step, kind)


def _check_dated(step: Exercise, kind: DatedEntries) -> Iterator[str]:
    fields = {field.key: field for field in step.fields}
    yield from _unknown("needed", kind.needed, tuple(fields))
    yield from _unknown("named", kind.named, tuple(fields))
    yield from _unknown("charted", kind.charted, tuple(fields))
    yield from _unknown("later", kind.later, tuple(fields))
    yield from _unknown("at_home", kind.at_home, tuple(fields))
    yield from _unknown("put_away", (kind.put_away,) if kind.put_away else (), tuple(fields))
    for key in kind.later:
        if key in kind.needed:
            yield f"later: {key} is needed, so it is asked at once"
    if kind.parts:
        yield from _check_parts(kind, [key for key in fields if key not in kind.later])
    for key in kind.charted:
        if key in fields and fields[key].kind.bounds is None:
            yield f"charted: the field {key} is answered with no number, so nothing can be drawn of it"


def _check_parts(kind: DatedEntries, asked: Sequence[str]) -> Iterator[str]:
    placed = [key for part in kind.parts for key in part.fields]
    yield from _unknown("parts", placed, asked)
    for key in asked:
        if key not in placed:
            yield f"parts: the field {key} is on none of them"


def check_references(programme: Programme) -> Iterator[str]:
    """A sentence for each exercise that reads the entries of another which is not there or has one sheet."""
    for (module, key), (_, step) in programme.exercises.items():
        place = f"module {module}: step {key}"
        named = [(f"field {field.key}", field.kind) for field in step.fields if isinstance(field.kind, AboutWritten)]
        for where, kind in named:
            beside = kind.beside if isinstance(kind, AskedOfEach) else ()
            yield from _check_reference(programme, module, f"{place}: {where}", kind.of, kind.called, *beside)
        overview = step.kind.overview if isinstance(step.kind, DatedEntries) else None
        for name, of in overview.over if overview else ():
            yield from _check_reference(programme, module, f"{place}: overview {name}", of)


def _check_reference(programme: Programme, module: str, place: str, of: str, *fields: str) -> Iterator[str]:
    named = programme.exercises.get(place_of_exercise(of, module))
    if named is None or not named[1].dated:
        yield f"{place}: there is no exercise '{of}' with dated entries"
        return
    for key in fields:
        if key not in {field.key for field in named[1].fields}:
            yield f"{place}: the exercise '{of}' has no field '{key}'"


def _unknown(name: str, keys: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    for key in dict.fromkeys(keys):
        if key not in known:
            yield f"{name}: there is no field '{key}'; its fields are {', '.join(known) or 'none'}"
        elif keys.count(key) > 1:
            yield f"{name}: {key} stands there more than once"
