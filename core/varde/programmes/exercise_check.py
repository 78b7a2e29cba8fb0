"""What is wrong with how an exercise is declared, one sentence for each fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from varde.programmes.exercise_kinds import DatedEntries, ExerciseKind
from varde.programmes.values import Exercise

RESERVED = ("shared", "base", "once", "til", "dag", "side", "entry")
"""Names that the page of an exercise has for itself."""


def check_exercise(step: Exercise) -> Iterator[str]:
    """A sentence for each fault of an exercise, but those of its fields."""
    if not step.fields:
        yield "is an exercise, but has no fields"
    for field in step.fields:
        if field.key in RESERVED:
            yield f"field {field.key}: the page has that name for itself, so the field needs another key"
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
    yield from _unknown("charted", kind.charted, tuple(fields))
    for key in kind.charted:
        if key in fields and fields[key].kind.bounds is None:
            yield f"charted: the field {key} is answered with no number, so nothing can be drawn of it"


def _unknown(name: str, keys: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    for key in dict.fromkeys(keys):
        if key not in known:
            yield f"{name}: there is no field '{key}'; its fields are {', '.join(known) or 'none'}"
        elif keys.count(key) > 1:
            yield f"{name}: {key} stands there more than once"
