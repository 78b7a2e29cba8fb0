"""A library: exercises of a programme that are on nobody's way, and that whoever treats a patient adds for her, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from varde.kernel.words import Text
from varde.programmes.release import completed, opened_by_therapist
from varde.programmes.values import Exercise, Module, Programme
from varde.rules.language import facts_of


def library(
    key: str, title: Text, summary: Text, exercises: Sequence[Exercise], *, sources: tuple[str, ...] = ()
) -> Module:
    """A library, to stand among the modules of a programme. The patient reads ``title`` beside what is added for her, her therapist
    ``title`` and ``summary`` above what there is to add. The text of each exercise stands in ``content/<language>/<key>/``."""
    return Module(key, 0, title, summary, opened_by_therapist(), tuple(exercises), sources=sources, library=True)


def check_libraries(programme: Programme) -> Iterator[str]:
    """Every fault of its libraries as ``place: what is wrong``."""
    for module in programme.modules:
        if not module.library:
            continue
        place = f"module {module.key}"
        made = library(module.key, module.title, module.summary, ())
        if replace(module, steps=(), renamed_from=(), sources=()) != made:
            yield f"{place}: is a library, so it has no number, no tracks, no release of its own and is not optional"
        for step in module.steps:
            if not isinstance(step, Exercise):
                yield f"{place}: step {step.key}: is read; a library holds exercises"
        for waiting in programme.modules:
            if completed(module.key).fact in facts_of(waiting.release):
                yield f"module {waiting.key}: release: waits for '{module.key}', a library, which nobody finishes"
