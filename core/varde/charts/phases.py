"""Parts of a course marked along the time of a drawing: before, during and after."""

from __future__ import annotations

from dataclasses import dataclass

from varde.charts.shapes import Axis, Shape, width_of

HEAD = 18
"""Pixels above a drawing that the names take."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a course, from ``begins`` in the unit of the points' times until the next; the first and the last go as far as
    the drawing does."""

    label: str
    begins: float


@dataclass(frozen=True, slots=True)
class CommonTime:
    """The time that several drawings have in common, so that the same day stands at the same place in each: ``first`` to
    ``last``, and the phases in order."""

    first: float
    last: float
    phases: tuple[Phase, ...] = ()

    def phase_at(self, at: float) -> str:
        """What the phase is called that a time is in; "" without one."""
        begun = [phase for phase in self.phases if phase.begins <= at]
        return begun[-1].label if begun else self.phases[0].label if self.phases else ""


def phase_marks(course: CommonTime, x: Axis, left: float, top: float, bottom: float) -> list[Shape]:
    """A line where each phase but the first begins, and the names above; one that has no room for its name is left without, the
    table says it."""
    edges = [left if place == 0 else max(left, x.at(phase.begins)) for place, phase in enumerate(course.phases)]
    drawn = [Shape("line", "phase-line", edge, 0, edge, bottom) for edge in edges[1:]]
    room = 100.0
    for edge, phase in reversed([*zip(edges, course.phases, strict=True)]):
        width = width_of(phase.label) + 2
        if edge + width <= room:
            drawn.append(Shape("text", "t2", round(edge + 1, 2), top, text=phase.label))
        room = edge
    return drawn
