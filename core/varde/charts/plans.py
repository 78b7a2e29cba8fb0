"""A course before anybody is in it: what opens, is due and closes in which week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.charts.shapes import Axis, Chart, Shape, Table, foot, roomy

LANE, FOOT, TOP = 46, 30, 8
"""How high one line is, and what stands under and over them all, in pixels."""
BAR = 12
LEFT, RIGHT = 2.0, 98.0
"""Where the first and the last day stand, in per cent."""
STEPS = (1, 2, 4, 8, 13, 26, 52)
MOST_WEEKS = 14
"""How many lines across there are at most."""


@dataclass(frozen=True, slots=True)
class PlannedBar:
    """One line of the plan, days counted from the start. ``bar`` is from when to when it can be answered, ``asked_again`` that it
    is again and again; without a bar it has no day of its own. ``due``, ``reminders`` and ``gate`` are days that are marked."""

    label: str
    bar: tuple[float, float] | None = None
    due: float | None = None
    reminders: tuple[float, ...] = ()
    gate: float | None = None
    asked_again: bool = False


def course_plan(
    lanes: Sequence[PlannedBar],
    *,
    title: str,
    description: str,
    week: str,
    table: Table,
    key: Sequence[tuple[str, str]],
) -> Chart:
    """The lines from above, each with its name over it, on an axis of weeks. ``week`` is what a week is called, before its
    number."""
    days = [day for lane in lanes for day in (*(lane.bar or ()), lane.due or 0, *lane.reminders, lane.gate or 0)]
    weeks = max(1, -int(-max(days, default=0) // 7))
    x, height = Axis(0, weeks * 7, LEFT, RIGHT), TOP + LANE * len(lanes) + FOOT
    ground = height - FOOT
    step = next((each for each in STEPS if weeks / each <= MOST_WEEKS), STEPS[-1])
    marks = [(x.at(number * 7), f"{week} {number + 1}") for number in range(0, weeks, step)]
    shapes = [Shape("line", "gridline", at, TOP, at, ground) for at, _words in marks]
    for place, lane in enumerate(lanes):
        shapes += _drawn(lane, x, TOP + LANE * place)
    gates = {lane.gate for lane in lanes if lane.gate is not None}
    shapes += [Shape("line", "z-line", x.at(gate), TOP, x.at(gate), ground) for gate in sorted(gates)]
    shapes += [foot(*marks[place], height - 8) for place in roomy(marks)]
    return Chart(title, description, height, tuple(shapes), table, key=tuple(key))


def _drawn(lane: PlannedBar, x: Axis, top: float) -> list[Shape]:
    middle = top + 20 + BAR / 2
    shapes = [Shape("text", "on-z", LEFT, top + 13, text=lane.label)]
    if lane.bar is None and lane.gate is None:
        return [*shapes, Shape("line", "zone-line", LEFT, middle, RIGHT, middle)]
    if lane.bar is not None:
        left, right = (x.at(day) for day in lane.bar)
        kind = "zone-over" if lane.asked_again else "z2"
        shapes.append(Shape("rect", kind, left, middle - BAR / 2, round(max(right - left, 0.6), 2), BAR, size=3))
    shapes += [Shape("circle", "n-dot", x.at(day), middle, size=4) for day in lane.reminders]
    if lane.due is not None:
        shapes.append(Shape("line", "a", x.at(lane.due), middle - 9, x.at(lane.due), middle + 9))
    if lane.gate is not None:
        shapes.append(Shape("circle", "start-dot", x.at(lane.gate), middle, size=7))
    return shapes
