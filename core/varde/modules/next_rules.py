"""What comes next on a patient's way, what she has chosen and what she may choose still: one answer for every page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from varde.modules.path_rules import ModuleView, Path
from varde.programmes.values import Step

Kind = Literal["paused", "added", "step", "choose", "waits", "finished"]


@dataclass(frozen=True, slots=True)
class WhatIsNext:
    """What comes next: a ``step`` of a module, or one that was ``added`` for her; that she is to ``choose`` whether she takes the
    optional module she has come to; that the next module ``waits``; or that everything is ``finished``.

    ``chosen`` and ``left_out`` are the optional modules that she has taken, or begun on, and left out, ``optional`` those she has
    not chosen about, ``skipped`` what she goes past because somebody said so. A module that is done is in none of them.
    """

    kind: Kind
    view: ModuleView | None = None
    step: Step | None = None
    chosen: tuple[ModuleView, ...] = ()
    optional: tuple[ModuleView, ...] = ()
    left_out: tuple[ModuleView, ...] = ()
    skipped: tuple[ModuleView, ...] = ()


def what_is_next(path: Path, *, paused: bool) -> WhatIsNext:
    """What to say of a way that she has begun on. ``paused``: nothing is done in it now."""
    kind, view, step = _next(path, paused=paused)
    free = [each for each in path.modules if each.module.optional and each.status not in ("done", "skipped")]
    return WhatIsNext(
        kind,
        view,
        step,
        chosen=tuple(each for each in free if each.taken),
        optional=tuple(each for each in free if not (each.taken or each.left_out)),
        left_out=tuple(each for each in free if each.left_out),
        skipped=tuple(each for each in path.modules if each.status == "skipped"),
    )


def _next(path: Path, *, paused: bool) -> tuple[Kind, ModuleView | None, Step | None]:
    if paused:
        return "paused", None, None
    up = path.next_up
    if up is not None:
        view, step = up
        if step.key in view.added:
            return "added", view, step
        unsure = view.module.optional and not view.taken
        return "choose" if unsure else "step", view, step
    locked = [view for view in path.modules if view.status == "locked" and not view.left_out]
    if locked:
        return "waits", min(locked, key=_opens), None
    return "finished", None, None


def _opens(view: ModuleView) -> tuple[date, bool, int]:
    """Those that open by themselves first, by day; of the others what is not optional, in order."""
    day = view.lock.opens_on if view.lock is not None else None
    return (day or date.max, view.module.optional, view.module.number)


def next_to_open(path: Path) -> ModuleView | None:
    """The first module on her way that is not open to her and that her therapist can open; None when there is none. What she has
    left out, and what is skipped, is passed by."""
    return next((view for view in path.modules if view.status == "locked" and not view.left_out), None)
